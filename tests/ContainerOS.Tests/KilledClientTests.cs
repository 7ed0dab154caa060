using System;
using System.Collections.Generic;
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
            await UntilAsync(() => client.HasExited || lab.All.All(host => IsPaused(host)), () => string.Join("; ", hosts.Where(pair => !IsPaused(pair.First))));
            Assert.False(client.HasExited, client.HasExited ? await output : "");
            client.Kill();
            await client.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Parallel.ForEach(lab.All, host => host.Inside("mv /run/paused /run/let-go"));
        foreach (var (host, point) in hosts)
        {
            await UntilAsync(() => host.ChangeLeftovers() == "", () => $"{host.Kind}, {point}: {host.ChangeLeftovers()}");
            var isNew = host.Inside("ls -d /var/lib/containeros/2*/state.*").Trim().EndsWith(".confirmed", StringComparison.Ordinal);
            Assert.True(!isNew || point.EndsWith("confirmed", StringComparison.Ordinal), host.Kind + ": confirmed before " + point);
            Assert.True(isNew == (host.PermitRootLogin() == "permitrootlogin yes"), $"{host.Kind}, {point}: {host.PermitRootLogin()}");
            Assert.True(isNew == (before[host] != host.SshdFiles()), $"{host.Kind}, {point}: the files");
            Assert.Equal("in", await EnterAsync(host));
        }
    }

    // A command of that name stands before the host's own where changes look for theirs; it stops once.
    private static void Prepare(LabHost host, string point)
    {
        if (host.Kind == "photon5")
            host.Inside("sed -i 's/^PermitRootLogin yes/PermitRootLogin prohibit-password/' /etc/ssh/sshd_config");
        var name = point.Split(' ')[0];
        foreach (var folder in new[] { "sbin", "bin" })
        {
            var file = Path.Combine(host.Root, "usr/local", folder, name);
            File.WriteAllText(file, $$"""
                #!/bin/sh
                PATH=/usr/sbin:/usr/bin:/sbin:/bin
                case "{{name}} $*" in {{point.Replace(" ", "\\ ")}})
                  if grep -q program.sh /proc/$PPID/cmdline && [ ! -e /run/let-go ] && mkdir /run/paused; then
                    while [ -e /run/paused ]; do sleep 0.1; done
                  fi ;;
                esac
                exec {{name}} "$@"

                """);
            using var chmod = Process.Start("chmod", ["755", file]);
            chmod.WaitForExit();
        }
    }

    private static bool IsPaused(LabHost host) => host.Inside("if [ -e /run/paused ]; then echo yes; fi") != "";

    private static Process Start(string script) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "EngineHost.dll"), "-Module", ModuleSession.Manifest, "-Command", script]) { RedirectStandardOutput = true })!;

    private async Task<string> EnterAsync(LabHost host)
    {
        using var ssh = Process.Start(new ProcessStartInfo("ssh", ["-F", "none", "-T", "-o", "BatchMode=yes", "-o", "UserKnownHostsFile=" + lab.KnownHosts, "-i", lab.KeyFile, $"{host.User}@{host.Address}", "echo in"]) { RedirectStandardOutput = true })!;
        var said = await ssh.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await ssh.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said.Trim();
    }

    private static async Task UntilAsync(Func<bool> condition, Func<string> what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed.TotalSeconds < 60, "not within 60 s: " + what());
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }
}

/// <summary>A host for each point at which the client is killed.</summary>
public sealed class KilledClientLab() : OwnLab("debian", "debian", "debian", "debian", "photon5", "photon5", "photon5", "cos", "cos", "flatcar", "flatcar");
