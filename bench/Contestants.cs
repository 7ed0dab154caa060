using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Connections.SshNet;
using ContainerOS.Fleet;
using ContainerOS.Info;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Benchmarks;

/// <summary>The ways to ask all hosts the same question. Each returns how many answered.</summary>
internal static class Contestants
{
    /// <summary>This library, over OpenSSH.</summary>
    public static int OverOpenSsh(LabFleet fleet, int limit) => Library(fleet, limit, (target, settings) => new OpenSshConnection(target, settings));

    /// <summary>This library, over SSH.NET.</summary>
    public static int OverSshNet(LabFleet fleet, int limit) => Library(fleet, limit, (target, settings) => new SshNetConnection(target, settings));

    private static int Library(LabFleet fleet, int limit, Func<HostTarget, ConnectionSettings, IHostConnection> open)
    {
        var settings = new ConnectionSettings { KeyFilePath = fleet.KeyFile, KnownHostsFile = fleet.KnownHosts };
        using var run = new FleetRun<HostInfo>(async (target, token) =>
        {
            using var connection = open(target, settings);
            return await HostInfoProbe.RunAsync(connection, false, TimeSpan.FromMinutes(1), token).ConfigureAwait(false);
        }, limit);
        foreach (var (address, user) in fleet.Hosts)
            run.Add(new HostTarget(address, address, null, user));
        var answered = 0;
        while (run.Taken < run.Total)
        {
            if (run.TryTake(TimeSpan.FromMinutes(1), out var outcome) && outcome.Result is not null)
                answered++;
        }

        return answered;
    }

    /// <summary>What a shell user types: xargs -P and ssh, with the same script.</summary>
    public static async Task<int> XargsAsync(LabFleet fleet, int limit)
    {
        var folder = Directory.CreateTempSubdirectory("containeros-bench-").FullName;
        try
        {
            var hosts = Path.Combine(folder, "hosts");
            await File.WriteAllLinesAsync(hosts, fleet.Hosts.Select(host => $"{host.User}@{host.Address}")).ConfigureAwait(false);
            var command = Path.Combine(folder, "command");
            await File.WriteAllTextAsync(command, ScriptCall.Create(HostInfoProbe.Script(false)).Command, Encoding.ASCII).ConfigureAwait(false);
            // The probe ends when its stdin does, so ssh gets one that stays open.
            var ssh = $"mkfifo {folder}/open; exec 9<>{folder}/open; c=$(cat {command}); export c; xargs -P{limit} -a {hosts} -I@ sh -c 'ssh -T -i {fleet.KeyFile} -o IdentitiesOnly=yes -o BatchMode=yes "
                + $"-o LogLevel=ERROR -o StrictHostKeyChecking=yes -o UserKnownHostsFile={fleet.KnownHosts} @ \"$c\" <&9 2>/dev/null | grep -c \"facts 0$\"' | grep -c 1";
            using var process = Process.Start(new ProcessStartInfo("bash", ["-c", ssh]) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
            await process.WaitForExitAsync().ConfigureAwait(false);
            return int.Parse(output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
