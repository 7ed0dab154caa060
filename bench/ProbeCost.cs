using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Info;
using ContainerOS.Targets;

namespace ContainerOS.Benchmarks;

/// <summary>What the probe costs a whole system of the lab, beyond a bare 'ssh host true'.</summary>
internal static class ProbeCost
{
    private const int Calls = 5;
    private const int Batches = 21; // a login of a whole system costs five times the probe, and never the same twice

    /// <summary>Measures it on each kind of the lab.</summary>
    /// <param name="say">Told each figure: what, the most that is wanted, what it is (null without a lab).</param>
    public static async Task MeasureAsync(Action<string, double, double?> say)
    {
        if (Environment.GetEnvironmentVariable("CONTAINEROS_LAB") is null or "")
        {
            say("Probe: host CPU above 'ssh host true', ms", 12, null);
            return;
        }

        var lab = new LabEndpoints(int.MaxValue);
        var settings = new ConnectionSettings { KeyFilePath = lab.KeyFile, KnownHostsFile = lab.KnownHosts };
        var first = lab.Systems.First().Host;
        say("One host from a new pwsh, import included: whole process to an empty one", 2.3, StartTime.OfOneHost(Calls, first, lab.KeyFile, lab.KnownHosts));
        foreach (var (host, kind, group) in lab.Systems.DistinctBy(system => system.Kind))
        {
            var words = host.Split('@');
            using var connection = new OpenSshConnection(new HostTarget(words[1], words[1], null, words[0]), settings);
            var script = HostInfoProbe.Script(elevate: false, units: false);
            var bytes = (await connection.RunAsync(script, null, default).ConfigureAwait(false)).BytesReceived;
            var (plain, elevated) = (new List<double>(), new List<double>());
            for (var batch = 0; batch < Batches; batch++)
            {
                var bare = await CpuAsync(group, () => Task.FromResult(Programs.Succeeds("ssh", "-T", "-n", "-i", lab.KeyFile, "-o", "IdentitiesOnly=yes", "-o", "UserKnownHostsFile=" + lab.KnownHosts, host, "true"))).ConfigureAwait(false);
                plain.Add(await CpuAsync(group, () => HostInfoProbe.RunAsync(connection, false, false, null, default)).ConfigureAwait(false) - bare);
                elevated.Add(await CpuAsync(group, () => HostInfoProbe.RunAsync(connection, true, false, null, default)).ConfigureAwait(false) - bare);
            }

            say($"Probe of {kind}: host CPU above 'ssh host true', ms", 12, Row.Median(plain));
            say($"Probe of {kind} with -Elevate: the same, ms", 40, Row.Median(elevated));
            say($"Probe of {kind}: bytes of output", 16000, bytes);
        }
    }

    private static async Task<double> CpuAsync(ControlGroup group, Func<Task> call)
    {
        var before = group.Cpu;
        for (var i = 0; i < Calls; i++)
            await call().ConfigureAwait(false);
        Thread.Sleep(300); // the last login's end
        return 1000 * (group.Cpu - before) / Calls;
    }
}
