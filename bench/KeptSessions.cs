using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Commands;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Benchmarks;

/// <summary>Sessions that stay open: what they cost over time, and what they save.</summary>
internal static class KeptSessions
{
    private const int LoginsAtOnce = 8; // sshd turns away more than ten unfinished ones

    /// <summary>Keeps sessions open and has each of them run a command from time to time.</summary>
    /// <returns>True when memory and threads stayed flat after the first minute.</returns>
    public static async Task<bool> SoakAsync(Endpoints endpoints, bool openSsh, int count, TimeSpan length, TimeSpan interval)
    {
        var settings = new ConnectionSettings { KeyFilePath = endpoints.KeyFile, KnownHostsFile = endpoints.KnownHosts };
        var sessions = Enumerable.Range(0, count).Select(i => endpoints.Hosts[i % endpoints.Hosts.Count].Split('@'))
            .Select(host => new HostSession(Worker.Keep(new HostTarget(host[1], host[1], null, host[0]), settings, openSsh), Transport.Auto, settings.ConnectTimeout)).ToList();
        var command = RemoteCommand.FromCommandLine("cat /proc/loadavg", []);
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(sessions, new ParallelOptions { MaxDegreeOfParallelism = LoginsAtOnce }, async (session, token) =>
            await session.OpenAsync(TimeSpan.FromSeconds(30), token).ConfigureAwait(false)).ConfigureAwait(false);
        Console.WriteLine(FormattableString.Invariant($"{count} sessions to {endpoints.Hosts.Count} hosts opened in {clock.Elapsed.TotalSeconds:0.0} s; a command each {interval.TotalSeconds:0} s"));
        Console.WriteLine("  second   median ms   memory MiB   managed MiB   threads   handles   ssh MiB");

        var figures = new List<(double Seconds, double Memory, double Managed, int Threads)>();
        clock.Restart();
        for (var round = 1; clock.Elapsed < length; round++)
        {
            var times = new double[count];
            await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, token) =>
            {
                var session = sessions[i];
                var began = clock.Elapsed;
                await command.RunAsync(new SessionConnection(session, session.ToTarget(implied: false), _ => { }), TimeSpan.FromSeconds(30), token).ConfigureAwait(false);
                times[i] = (clock.Elapsed - began).TotalMilliseconds;
            }).ConfigureAwait(false);
            var left = (interval * round) - clock.Elapsed;
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero).ConfigureAwait(false);
            figures.Add(Measure(clock.Elapsed, times));
        }

        var reopened = sessions.Sum(session => session.Reopened);
        await Task.WhenAll(sessions.Select(session => session.CloseAsync())).ConfigureAwait(false);
        var settled = figures.Where(figure => figure.Seconds >= 60).ToList();
        var (early, late) = (settled.Take(settled.Count / 2).ToList(), settled.Skip(settled.Count / 2).ToList());

        // By working set alone a leak of 100 bytes a command went unseen: what the collector manages shows it.
        var isFlat = late.Average(f => f.Memory) < early.Average(f => f.Memory) * 1.05 && late.Average(f => f.Managed) < early.Average(f => f.Managed) * 1.01
            && late.Average(f => f.Threads) < early.Average(f => f.Threads) + 2 && settled.Max(f => f.Threads) <= settled[0].Threads + 8 && reopened == 0;
        Console.WriteLine(FormattableString.Invariant($"After the first minute, first half and second: memory {early.Average(f => f.Memory):0.0} and {late.Average(f => f.Memory):0.0} MiB, managed {early.Average(f => f.Managed):0.00} and {late.Average(f => f.Managed):0.00}, threads {early.Average(f => f.Threads):0.0} and {late.Average(f => f.Threads):0.0}, {settled[0].Threads} at first, {settled.Min(f => f.Threads)} to {settled.Max(f => f.Threads)}, reopened {reopened}: {(isFlat ? "flat" : "NOT FLAT")}"));
        return isFlat;
    }

    private static (double Seconds, double Memory, double Managed, int Threads) Measure(TimeSpan time, double[] times)
    {
        using var process = Process.GetCurrentProcess();
        var clients = Process.GetProcessesByName("ssh").Where(IsOurs).Sum(client => client.WorkingSet64);
        var (memory, managed) = (process.WorkingSet64 / 1048576.0, Heap() / 1048576.0);
        Array.Sort(times);
        Console.WriteLine(FormattableString.Invariant($"  {time.TotalSeconds,6:0}   {times[times.Length / 2],9:0.0}   {memory,10:0.0}   {managed,11:0.00}   {process.Threads.Count,7}   {process.HandleCount,7}   {clients / 1048576.0,7:0.0}"));
        return (time.TotalSeconds, memory, managed, process.Threads.Count);
    }

    private static double Heap()
    {
        GC.Collect();
        return GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes;
    }

    // Others on this machine have clients as well.
    private static bool IsOurs(Process client)
    {
        try
        {
            return System.IO.File.ReadAllText($"/proc/{client.Id}/stat").Split(' ')[3] == Environment.ProcessId.ToString();
        }
        catch (System.IO.IOException)
        {
            return false; // it ended while we looked
        }
    }
}
