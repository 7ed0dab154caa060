using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>The cmdlets that make hosts ready, as a user calls them: -WhatIf, -PassThru, the audit file, and twice.</summary>
[Collection(nameof(ChangedHosts))]
public sealed class PackageChangeTests(ModuleSession module, ChangedHostLab lab) : IClassFixture<ModuleSession>
{
    private const string Unready = """
        for name in ipset socat ethtool tar ebtables conntrack; do rm -f /usr/bin/$name /usr/sbin/$name; done
        sed -i '/^docker /!d' /var/lib/rpm/lab
        for name in overlay ip_vs_sh ip_vs_wrr ip_vs_rr ip_vs nf_conntrack; do modprobe -r $name; done
        rm -f /etc/modules-load.d/containeros.conf
        sed -i 's/^enabled=.*/enabled=1/' /etc/yum.repos.d/photon.repo
        """;

    /// <summary>A call, what comes before it, words of its plan, and what its objects and its line in the audit file say afterwards.</summary>
    public static TheoryData<string, string, string, string, string> Calls => new()
    {
        { "Install-IpvsPrereqs", "", "install ipset 7.17-1.ph5", "$_.Items", "ipset: Installed" },
        { "Install-ContainerOsPackage socat", "", "install socat 1.7.4.4-5.ph5 (0.4 MiB installed, 0.2 MiB to download)", "$_", "socat 1.7.4.4-5.ph5 Installed" },
        { "Enable-ContainerOsKernelModule overlay -Persist", "", "load overlay", "$_", "overlay Loaded" },
        { "Disable-ContainerOsKernelModule overlay", "modprobe overlay; echo overlay >/etc/modules-load.d/containeros.conf", "unload overlay", "$_", "overlay Loadable" },
        { "Set-ContainerOsRepository -Id photon -Enabled $false", "", "photon: off", "$_", "photon_5.0_x86_64, off" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_plan_is_shown_done_told_and_not_done_twice(string call, string before, string plan, string rows, string outcome)
    {
        await lab.StartAsync();
        var host = lab.Host("photon5");
        host.Inside(Unready + "\n" + before);
        var audit = lab.NewAudit();
        var target = $"{lab.Target(host)} -AuditPath '{audit}' -ChangeReason 'CHG 7 \"x\"'";

        var untouched = ChangedHostLab.Fingerprint(host);
        var shown = module.Run($"{call} {target} -WhatIf -PassThru | ForEach-Object {{ \"$({rows})\" }}");
        Assert.Equal(untouched, ChangedHostLab.Fingerprint(host));
        Assert.Contains("What if: ", shown.HostText);
        Assert.Contains(plan, shown.HostText);
        Assert.NotEmpty(shown.Output);
        Assert.Equal("", await File.ReadAllTextAsync(audit, TestContext.Current.CancellationToken));
        Assert.Empty(module.Run($"{call} {target} -WhatIf").Output);

        var done = module.Run($"{call} {target} -PassThru | ForEach-Object {{ \"$({rows})\" }}");
        Assert.Contains(outcome, string.Join("\n", done.Output));
        Assert.NotEqual(untouched, ChangedHostLab.Fingerprint(host));
        var lines = (await File.ReadAllLinesAsync(audit, TestContext.Current.CancellationToken)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["begin", "end"], lines.Select(line => line.GetProperty("event").GetString()));
        Assert.All(lines, line => Assert.Equal((call.Split(' ')[0], "CHG 7 \"x\"", host.Address), (line.GetProperty("cmdlet").GetString(), line.GetProperty("reason").GetString(), line.GetProperty("address").GetString())));
        Assert.Contains(lines[1].EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Array && field.Name != "plan").SelectMany(field => field.Value.EnumerateArray()), item => item.GetString()!.Contains(outcome));
        Assert.Equal(JsonValueKind.Null, lines[1].GetProperty("error").ValueKind);

        var after = ChangedHostLab.Fingerprint(host);
        var again = module.Run($"{call} {target} -PassThru -Verbose");
        Assert.NotEmpty(again.Output);
        Assert.Contains(again.Verbose, line => line.Contains("nothing to do"));
        Assert.Equal(after, ChangedHostLab.Fingerprint(host));
        Assert.Equal(2, File.ReadAllLines(audit).Length);
    }

    [Fact]
    public async Task What_is_staged_is_not_asked_for_again()
    {
        await lab.StartAsync();
        var host = lab.Host("fcos");
        var target = lab.Target(host);
        host.Inside("rm -f /var/lib/lab-ostree/staged");
        var first = (PackageInstallation)module.Run($"Install-ContainerOsPackage ipset {target} -PassThru").Output.Single().BaseObject;
        Assert.Equal((PackageOutcome.Staged, true, true), (first.Outcome, first.Changed, first.RebootRequired));

        var staged = ChangedHostLab.Fingerprint(host);
        var again = module.Run($"Install-ContainerOsPackage ipset {target} -PassThru -Verbose");
        var second = (PackageInstallation)again.Output.Single().BaseObject;
        Assert.Equal((PackageOutcome.Staged, false, true), (second.Outcome, second.Changed, second.RebootRequired));
        Assert.Contains(again.Verbose, line => line.Contains("staged already, there after a reboot: ipset"));
        Assert.Equal(staged, ChangedHostLab.Fingerprint(host));

        var other = module.Run($"Install-ContainerOsPackage ipset, ipvsadm {target} -PassThru").Output.Select(output => (PackageInstallation)output.BaseObject).ToList();
        Assert.Equal(["ipset Staged False", "ipvsadm Staged True"], other.Select(package => $"{package.Name} {package.Outcome} {package.Changed}"));
        host.Inside("rm -f /var/lib/lab-ostree/staged");
    }

    /// <summary>What rpm and tdnf say of a database that is broken, locked or not for everybody, as the real ones do.</summary>
    public static TheoryData<string, string, string> Unreadable => new()
    {
        { "echo 'error: cannot open Packages index using sqlite - Operation not permitted (1)' >&2\necho 'error: cannot open Packages database in /var/lib/rpm' >&2\nexit 1", "cannot open Packages index", "rpm --rebuilddb" },
        { "echo 'error: rpmdb: BDB0113 Thread/process 412/140 failed: BDB1507 Thread died in Berkeley DB library' >&2", "BDB0113", "rpm --rebuilddb" },
        { "exit 7", "rpm ended with 7", "Invoke-ContainerOsCommand" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_list_of_packages_that_cannot_be_read_has_an_error_of_its_own(string rpm, string said, string remedy)
    {
        await lab.StartAsync();
        var host = lab.Host("photon5");
        host.Inside($"cat >/usr/bin/rpm <<'END'\n#!/bin/sh\n{rpm}\nEND\nchmod 755 /usr/bin/rpm");
        try
        {
            AssertUnreadable(host, said, remedy);
        }
        finally
        {
            host.Inside("rm -f /usr/bin/rpm");
        }
    }

    [Fact]
    public async Task So_has_one_that_tdnf_cannot_read_or_somebody_holds()
    {
        await lab.StartAsync();
        var host = lab.Host("photon5");
        host.Inside("mv /usr/bin/tdnf /usr/bin/tdnf.real; printf '#!/bin/sh\\necho \"Error(1304) : Solv - I/O error\" >&2\\nexit 24\\n' >/usr/bin/tdnf; chmod 755 /usr/bin/tdnf");
        try
        {
            AssertUnreadable(host, "Error(1304) : Solv - I/O error", "rpm --rebuilddb");
        }
        finally
        {
            host.Inside("mv /usr/bin/tdnf.real /usr/bin/tdnf");
        }

        host.Inside("setsid flock /run/.tdnf-instance-lockfile sh -c ': >/run/has-lock; until [ -e /run/give-up ]; do sleep 0.1; done' </dev/null >/dev/null 2>&1 & until [ -e /run/has-lock ]; do sleep 0.1; done");
        try
        {
            AssertUnreadable(host, "another process works with the packages", "Wait until that process has finished");
        }
        finally
        {
            host.Inside(": >/run/give-up; while ! flock -n /run/.tdnf-instance-lockfile true; do sleep 0.1; done; rm -f /run/give-up /run/has-lock");
        }
    }

    private void AssertUnreadable(LabHost host, string said, string remedy)
    {
        var result = module.Engine.Run($"Get-ContainerOsPackage {lab.Target(host)}");
        Assert.Empty(result.Output);
        var error = Assert.Single(result.Errors);
        Assert.Equal("PackageListUnreadable", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(System.Management.Automation.ErrorCategory.ReadError, error.CategoryInfo.Category);
        foreach (var words in new[] { host.Address, said, remedy })
            Assert.Contains(words, error.ErrorDetails.Message);
    }
}
