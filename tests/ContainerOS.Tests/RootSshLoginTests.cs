using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Set-RootSshLogin on a host of each kind at once: what it says is what root's logins do, now and after a reboot.</summary>
public sealed class RootSshLoginTests(ModuleSession module, RootSshLoginLab lab) : IClassFixture<ModuleSession>, IClassFixture<RootSshLoginLab>
{
    private const string Password = "Ro0t-of-the-lab";

    [Fact]
    public async Task Root_gets_in_as_the_value_says_also_after_a_reboot()
    {
        await lab.StartAsync();
        var all = RootSshLoginLab.Kinds.Select(lab.Host).ToList();
        var others = all.Where(host => host.User != "root").ToList(); // who logs in as root would need another login to lose root's
        EachInside(all, $"echo 'root:{Password}' | chpasswd");
        var shipped = all.ToDictionary(host => host, Files);

        Set(others, "Yes");
        await EnterAsync(all, _ => true, TakesPasswords);
        Set(others, "ForcedCommandsOnly");
        await ForcedCommandsRunAsync(others);
        Set(others, "No");
        await EnterAsync(others, _ => false, _ => false);
        Set(all, "ProhibitPassword");
        SetAgain(all, "ProhibitPassword");
        await EnterAsync(all, _ => true, _ => false);
        foreach (var same in all.GroupBy(Shipped))
            Set([.. same], same.Key);
        Assert.All(all, host => Assert.Equal(shipped[host], Files(host)));

        // After the reboot each is told from what it was shipped with.
        Set(others, "Yes");
        Set([.. all.Except(others)], "No", "-Force");
        await RebootAsync(all);
        EachInside(others, $"echo 'root:{Password}' | chpasswd"); // some make their accounts anew
        await EnterAsync(all, host => host.User != "root" && Survives(host), host => host.User != "root" && Survives(host) && TakesPasswords(host));
    }

    private static bool Survives(LabHost host) => host.Kind != "cos";

    private static bool TakesPasswords(LabHost host) => host.Kind is not ("cos" or "fcos");

    private static string Shipped(LabHost host) => host.Kind switch { "photon3" or "photon5" => "Yes", "cos" or "rancheros" => "No", _ => "Default" };

    private void Set(IReadOnlyList<LabHost> hosts, string value, string parameters = "")
    {
        var changes = Changes(hosts, value, parameters);
        Assert.All(hosts, host => Assert.Equal((true, parameters.Length == 0, Survives(host)), (changes[host].Changed, changes[host].Verified, changes[host].SurvivesReboot)));
        Assert.All(hosts, host => Assert.Equal(value == "Default" ? "ProhibitPassword" : value, changes[host].After.ToString()));
    }

    private void SetAgain(IReadOnlyList<LabHost> hosts, string value)
    {
        EachInside(hosts, "true >/run/before");
        Assert.All(Changes(hosts, value).Values, change => Assert.False(change.Changed));
        Assert.All(hosts, host => Assert.Equal("", host.Inside("find /etc/ssh /root/.ssh /var/lib/containeros /var/lib/rancher/containeros -newer /run/before 2>/dev/null")));
    }

    private Dictionary<LabHost, RootSshLogin> Changes(IReadOnlyList<LabHost> hosts, string value, string parameters = "")
    {
        var changes = module.Run($"Set-RootSshLogin {value} {Targets(hosts)} {lab.Login} -Confirm:$false -PassThru {parameters}").Output.Select(output => (RootSshLogin)output.BaseObject).ToList();
        return hosts.ToDictionary(host => host, host => Assert.Single(changes, change => change.Address == host.Address));
    }

    /// <summary>Logs in as root by key and by password, on all hosts at once.</summary>
    private async Task EnterAsync(IReadOnlyList<LabHost> hosts, Func<LabHost, bool>? byKey, Func<LabHost, bool> byPassword)
    {
        var password = $"-Credential ([pscredential]::new('root', ([Net.NetworkCredential]::new('', '{Password}').SecurePassword))) -KnownHostsFile '{lab.KnownHosts}'";
        foreach (var (how, login, enters) in new[] { ("key", lab.Login, byKey), ("password", password, byPassword) })
        {
            if (enters is null)
                continue;
            var (left, entered, last) = (hosts.ToList(), new List<string>(), "");
            await Eventually.TrueAsync(() =>
            {
                var result = module.Engine.Run($"Invoke-ContainerOsCommand -Command 'id -un' {string.Join(",", left.Select(host => "root@" + host.Address))} {login}");
                entered.AddRange(result.Output.Select(output => ((CommandResult)output.BaseObject).Address));
                var refused = result.Errors.Where(error => error.FullyQualifiedErrorId.StartsWith("AuthenticationFailed,", StringComparison.Ordinal)).Select(error => ((HostTarget)error.TargetObject).Address);
                last = string.Join("; ", result.Errors);
                left.RemoveAll(host => entered.Concat(refused).Contains(host.Address));
                return left.Count == 0; // some sshd may be starting over just then
            }, () => $"an answer to root with a {how}: {last}");
            Assert.All(hosts, host => Assert.True(enters(host) == entered.Contains(host.Address), $"{host.Kind}: root with a {how} {(enters(host) ? "does not get in" : "gets in")}"));
        }
    }

    /// <summary>A key that is tied to a command runs that; to any other sshd's answer is the end of the connection.</summary>
    private async Task ForcedCommandsRunAsync(IReadOnlyList<LabHost> hosts)
    {
        await EnterAsync(hosts, null, _ => false);
        Assert.All(await Task.WhenAll(hosts.Select(SshAsync)), said => Assert.Equal("", said));
        var keys = hosts.ToDictionary(Keys, host => File.ReadAllText(Keys(host)));
        foreach (var (file, key) in keys)
            File.WriteAllText(file, "command=\"echo forced\" " + key);
        Assert.All(await Task.WhenAll(hosts.Select(SshAsync)), said => Assert.Equal("forced", said));
        foreach (var (file, key) in keys)
            File.WriteAllText(file, key);

        static string Keys(LabHost host) => Path.Combine(host.Root, "root/.ssh/authorized_keys");
    }

    private async Task<string> SshAsync(LabHost host)
    {
        using var ssh = Process.Start(new ProcessStartInfo("ssh", ["-F", "none", "-T", "-o", "BatchMode=yes", "-o", "UserKnownHostsFile=" + lab.KnownHosts, "-i", lab.KeyFile, "root@" + host.Address, "id -un"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = ssh.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await ssh.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await errors;
        await ssh.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said.Trim();
    }

    private async Task RebootAsync(IReadOnlyList<LabHost> hosts)
    {
        var before = hosts.Select(Keeper).ToList();
        EachInside(hosts, "if command -v systemctl >/dev/null; then systemctl reboot -ff; else busybox reboot -f; fi 2>/dev/null; :");
        await Eventually.TrueAsync(() => !hosts.Select(Keeper).Intersect(before).Any(), () => "the reboot");
        await Eventually.TrueAsync(() => module.Engine.Run($"Invoke-ContainerOsCommand -Command ':' {Targets(hosts.Where(host => host.User != "root"))} {lab.Login}").Errors.Count == 0, () => "the hosts after their reboot");
    }

    private static string Keeper(LabHost host) => File.ReadAllText(Path.Combine(host.State, host.Name, "npid"));

    private static string Targets(IEnumerable<LabHost> hosts) => string.Join(",", hosts.Select(host => $"{host.User}@{host.Address}"));

    private static void EachInside(IEnumerable<LabHost> hosts, string script) => Parallel.ForEach(hosts, host => host.Inside(script));

    // Container Linux gets a file in place of the link; RancherOS keeps the group that root needed, which lets nobody in.
    private static string Files(LabHost host) => host.Inside("stat -c '%a %U %G' /etc/ssh $(find /etc/ssh/sshd_config* -type f ! -path /etc/ssh/sshd_config); cat /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf /etc/ssh/sshd_config.tpl 2>/dev/null")
        .Replace("AllowGroups docker root\n", "AllowGroups docker\n", StringComparison.Ordinal);
}

/// <summary>A host of each kind that knows reboots.</summary>
public sealed class RootSshLoginLab() : OwnLab([.. Kinds])
{
    public static IReadOnlyList<string> Kinds => ["photon3", "photon5", "containerlinux", "flatcar", "rancheros", "cos", "fcos"];

    /// <summary>Parameters that let a call in, as a script's text.</summary>
    public string Login => $"-KeyFilePath '{KeyFile}' -KnownHostsFile '{KnownHosts}'";
}
