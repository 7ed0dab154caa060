using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>
/// Set-RootSshLogin in a process of its own that is killed while each host is at another point of the change: the host can be entered, and has the whole
/// old configuration, or the new one when it was being confirmed already.
/// </summary>
public sealed class KilledClientTests(KilledClientLab lab) : IClassFixture<KilledClientLab>
{
    // Before which command of its change each host stops, in the order of the lab's hosts.
    private static readonly string[] Points =
    [
        "logger *begun*", "mv -f * /etc/ssh/sshd_config", "systemctl reload *", "mv *state.applied *state.confirmed", // debian
        "systemd-run *--on-active*", "ln /etc/ssh/sshd_config *", "sshd -T *", // photon5
        "cp -pL /etc/ssh/sshd_config *backup*", "sshd -t", // cos
        "sshd -t -f *", "mv *state.applying *state.applied", // flatcar
    ];

    [Fact]
    public async Task The_host_is_whole_and_can_be_entered()
    {
        await lab.StartAsync();
        var hosts = lab.All.Zip(Points).ToList();
        foreach (var (host, point) in hosts)
            Prepare(host, point);
        var before = lab.All.ToDictionary(host => host, host => host.SshdFiles());
        using (var client = Start($"Set-RootSshLogin Yes {string.Join(",", lab.All.Select(host => $"{host.User}@{host.Address}"))} -KeyFilePath '{lab.KeyFile}' -KnownHostsFile '{lab.KnownHosts}' -ConnectTimeout 3 -RollbackAfter 12 -Confirm:$false"))
        {
            var output = client.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await Eventually.TrueAsync(() => client.HasExited || lab.All.All(HostStop.IsStopped), () => string.Join("; ", hosts.Where(pair => !pair.First.IsStopped())));
            Assert.False(client.HasExited, client.HasExited ? await output : "");
            client.Kill();
            await client.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Parallel.ForEach(lab.All, HostStop.LetGo);
        foreach (var (host, point) in hosts)
        {
            await Eventually.TrueAsync(() => host.ChangeLeftovers() == "", () => $"{host.Kind}, {point}: {host.ChangeLeftovers()}");
            var isNew = host.Inside("ls -d /var/lib/containeros/2*/state.*").Trim().EndsWith(".confirmed", StringComparison.Ordinal);
            Assert.True(!isNew || point.EndsWith("confirmed", StringComparison.Ordinal), host.Kind + ": confirmed before " + point);
            Assert.True(isNew == (host.PermitRootLogin() == "permitrootlogin yes"), $"{host.Kind}, {point}: {host.PermitRootLogin()}");
            Assert.True(isNew == (before[host] != host.SshdFiles()), $"{host.Kind}, {point}: the files");
            Assert.Equal("in", await EnterAsync(host));
        }
    }

    private static void Prepare(LabHost host, string point)
    {
        if (host.Kind == "photon5")
            host.Inside("sed -i 's/^PermitRootLogin yes/PermitRootLogin prohibit-password/' /etc/ssh/sshd_config");
        host.StopBefore(point);
    }

    private static Process Start(string script) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "EngineHost.dll"), "-Module", ModuleSession.Manifest, "-Command", script]) { RedirectStandardOutput = true })!;

    private async Task<string> EnterAsync(LabHost host)
    {
        using var ssh = Process.Start(new ProcessStartInfo("ssh", ["-F", "none", "-T", "-o", "BatchMode=yes", "-o", "UserKnownHostsFile=" + lab.KnownHosts, "-i", lab.KeyFile, $"{host.User}@{host.Address}", "echo in"]) { RedirectStandardOutput = true })!;
        var said = await ssh.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await ssh.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said.Trim();
    }
}

/// <summary>A host for each point at which the client is killed.</summary>
public sealed class KilledClientLab() : OwnLab("debian", "debian", "debian", "debian", "photon5", "photon5", "photon5", "cos", "cos", "flatcar", "flatcar");
