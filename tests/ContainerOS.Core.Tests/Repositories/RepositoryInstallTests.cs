using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Packages;
using ContainerOS.Repositories;
using ContainerOS.Tests.Changes;
using ContainerOS.Tests.Ipvs;
using Xunit;

namespace ContainerOS.Tests.Repositories;

/// <summary>Packages from a mirror of one's own, with its key and with others.</summary>
public sealed class RepositoryInstallTests(FaultyHostLab lab) : IClassFixture<FaultyHostLab>
{
    private const string Key = "/etc/pki/rpm-gpg/VMWARE-RPM-GPG-KEY";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ChangeAuthor Author => ChangeAuthor.Current("a test");

    [Theory]
    [InlineData("photon3")]
    [InlineData("photon5")]
    public async Task A_wrong_key_fails_the_package_and_the_way_out_leaves_signatures_checked(string kind)
    {
        var host = await ChangedHost.StartAsync(lab, kind);
        await using var server = new RepositoryServer(lab.Packages);
        await host.RootAsync("cp -a /etc/yum.repos.d /run/repos; rm -f /usr/bin/socat; sed -i '/^socat /d' /var/lib/rpm/lab; rm -rf /var/cache/tdnf");
        try
        {
            var moved = await ChangeAsync(host, new RepositoryRequest(["photon"]) { BaseUrl = server.Url + "/good" });
            Assert.Equal((server.Url + "/good", true, "file://" + Key), (moved.BaseUrl, moved.GpgCheck, moved.GpgKey));

            var missing = await InstallAsync(host);
            Assert.Equal((PackageOutcome.Failed, false), (missing.Outcome, missing.Changed));
            Assert.Contains($"Accessing gpgkey at {Key}: Error(1602)", missing.Reason);
            Assert.Contains("leave gpgcheck on", missing.Remedy);

            await PutKeyAsync(host, "other");
            var wrong = await InstallAsync(host);
            Assert.Equal((PackageOutcome.Failed, "Error(1514) : RPM is signed but failed to match with known keys."), (wrong.Outcome, wrong.Reason));
            Assert.Contains("leave gpgcheck on", wrong.Remedy);
            Assert.Equal(RepositoryKey.Wrong, await KeyAsync(host));

            await PutKeyAsync(host, "lab");
            Assert.Equal(RepositoryKey.Right, await KeyAsync(host));
            var right = await InstallAsync(host);
            Assert.Equal((PackageOutcome.Installed, true, null, null), (right.Outcome, right.Changed, right.Reason, right.Remedy));
        }
        finally
        {
            await host.RootAsync($"rm -rf /etc/yum.repos.d {Key} /var/cache/tdnf; mv /run/repos /etc/yum.repos.d");
        }
    }

    [Fact]
    public async Task Repairing_leaves_how_signatures_are_checked_as_it_is()
    {
        var host = await ChangedHost.StartAsync(lab, "photon5");
        await host.RootAsync("cp -a /etc/yum.repos.d /run/repos; cd /etc/yum.repos.d; sed -i 's|packages.broadcom.com|packages.vmware.com|; s|^gpgcheck=1|gpgcheck = 1  |' *.repo; sed -i '/^gpgcheck/d' photon-extras.repo; printf 'gpgcheck=0\\nrepo_gpgcheck=1\\n' >>photon-updates.repo");
        try
        {
            const string Signatures = "grep -iE 'gpg' /etc/yum.repos.d/*.repo";
            var before = await host.RootAsync(Signatures);
            await ChangeAsync(host, new RepositoryRequest(["*"]) { Repair = true });
            Assert.Equal(before, await host.RootAsync(Signatures));
            Assert.Equal("3\n", await host.RootAsync("grep -l packages.broadcom.com /etc/yum.repos.d/*.repo | wc -l"));
        }
        finally
        {
            await host.RootAsync("rm -rf /etc/yum.repos.d; mv /run/repos /etc/yum.repos.d");
        }
    }

    private static async Task<PackageRepository> ChangeAsync(ChangedHost host, RepositoryRequest request)
    {
        var operation = new RepositoryOperation(request, TimeSpan.FromSeconds(60));
        using var connection = host.Connect();
        return (await operation.ApplyAsync(await operation.PlanAsync(host.Target, connection, Token), connection, host.Connect, Author, Token))[0];
    }

    private static async Task<PackageInstallation> InstallAsync(ChangedHost host)
    {
        var operation = new PackageOperation(["socat"], 60, TimeSpan.FromSeconds(60));
        using var connection = host.Connect();
        return Assert.Single(await operation.ApplyAsync(await operation.PlanAsync(host.Target, connection, Token), connection, host.Connect, Author, Token));
    }

    private static async Task<RepositoryKey> KeyAsync(ChangedHost host)
    {
        using var connection = host.Connect();
        return Assert.Single(await new RepositoryProbe(["photon"], TimeSpan.FromSeconds(5)).RunAsync(connection, TimeSpan.FromSeconds(40), Token)).Key;
    }

    private async Task PutKeyAsync(ChangedHost host, string name) =>
        await host.RootAsync($"mkdir -p {Path.GetDirectoryName(Key)}; cat >{Key} <<'END'\n{await File.ReadAllTextAsync(Path.Combine(lab.Packages, "RPM-GPG-KEY-" + name), Token)}END");
}
