using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Info;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Benchmarks;

/// <summary>What the probe costs a whole system of the lab, beyond a bare 'ssh host true'.</summary>
internal static class ProbeCost
{
    private const int Calls = 5;
    private const int CallsOverOneLogin = 10;
    private const int Batches = 11;

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
        say("One host from a new pwsh, import included, a whole system: whole process to an empty one", 2.3, StartTime.OfOneHost(Calls, first, lab.KeyFile, lab.KnownHosts));
        foreach (var (host, kind, group) in lab.Systems.DistinctBy(system => system.Kind))
        {
            var words = host.Split('@');
            using var connection = new OpenSshConnection(new HostTarget(words[1], words[1], null, words[0]), settings);
            var bytes = (await connection.RunAsync(HostInfoProbe.Script(elevate: false, units: false), null, default).ConfigureAwait(false)).BytesReceived;
            string[] ssh = ["-T", "-i", lab.KeyFile, "-o", "IdentitiesOnly=yes", "-o", "UserKnownHostsFile=" + lab.KnownHosts, host];
            say($"Probe of {kind}: host CPU above 'ssh host true', ms", 12, await PlainAsync(group, ssh).ConfigureAwait(false));
            say($"Probe of {kind} with -Elevate: the same, ms", 40, await ElevatedAsync(group, ssh, connection).ConfigureAwait(false));
            say($"Probe of {kind}: bytes of output", 16000, bytes);
        }
    }

    // Both over one login, which costs a whole system five times the probe and never the same twice.
    private static async Task<double> PlainAsync(ControlGroup group, string[] ssh)
    {
        var command = ScriptCall.Create(HostInfoProbe.Script(elevate: false, units: false)).Command;
        var folder = Directory.CreateTempSubdirectory("containeros-bench-");
        string[] shared = ["-S", Path.Combine(folder.FullName, "login"), .. ssh];
        using var login = Process.Start("ssh", ["-M", "-N", .. shared]);
        try
        {
            while (!Programs.Succeeds("ssh", ["-O", "check", .. shared]))
            {
                if (login.WaitForExit(50))
                    throw new InvalidOperationException($"{ssh[^1]}: ssh did not log in. Its words are above.");
            }

            return await AboveAsync(group, CallsOverOneLogin, () => RunAsync([.. shared, "true"]), () => RunAsync([.. shared, command])).ConfigureAwait(false);
        }
        finally
        {
            login.Kill();
            folder.Delete(recursive: true);
        }
    }

    private static Task<double> ElevatedAsync(ControlGroup group, string[] ssh, OpenSshConnection connection) =>
        AboveAsync(group, Calls, () => RunAsync([.. ssh, "true"]), () => HostInfoProbe.RunAsync(connection, true, false, null, default));

    private static async Task<double> AboveAsync(ControlGroup group, int calls, Func<Task> bare, Func<Task> probe)
    {
        var above = new List<double>();
        for (var batch = 0; batch < Batches; batch++)
        {
            var without = await CpuAsync(group, calls, bare).ConfigureAwait(false);
            above.Add(await CpuAsync(group, calls, probe).ConfigureAwait(false) - without);
        }

        return Row.Median(above);
    }

    // The probe ends when its stdin does, so ssh gets one that stays open.
    private static async Task RunAsync(string[] ssh)
    {
        using var process = Process.Start(new ProcessStartInfo("ssh", ssh) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        var error = await process.StandardError.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{ssh[^2]}: ssh ended with {process.ExitCode}: {error.Trim()}");
    }

    private static async Task<double> CpuAsync(ControlGroup group, int calls, Func<Task> call)
    {
        var before = group.Cpu;
        for (var i = 0; i < calls; i++)
            await call().ConfigureAwait(false);
        Thread.Sleep(300); // the last login's end
        return 1000 * (group.Cpu - before) / calls;
    }
}
