using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Info;
using ContainerOS.Scripts;

namespace ContainerOS.Benchmarks;

/// <summary>A contestant that runs: told by its environment whom to ask, and by a line on its stdin when.</summary>
internal sealed class ContestantProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);
    private static int number;
    private readonly Endpoints endpoints;
    private readonly ControlGroup group = ControlGroup.Create("client-" + Interlocked.Increment(ref number));
    private readonly string folder = Directory.CreateTempSubdirectory("containeros-bench-").FullName;
    private readonly Process process;
    private readonly int expected;
    private readonly long bare;

    /// <summary>Starts it; nobody is asked yet.</summary>
    /// <param name="contestant">Who.</param>
    /// <param name="endpoints">Who is asked and how to get in.</param>
    /// <param name="hosts">Which of them, as user@address.</param>
    /// <param name="port">Where.</param>
    /// <param name="limit">How many at a time.</param>
    public ContestantProcess(Contestant contestant, Endpoints endpoints, string[] hosts, int port, int limit)
    {
        Contestant = contestant;
        this.endpoints = endpoints;
        expected = hosts.Count(host => !host.EndsWith(SshdEndpoints.Dead, StringComparison.Ordinal));
        var command = group.Command(contestant.Command[0], contestant.Command[1..]);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        void Tell(string name, string value) => start.Environment["BENCH_" + name] = value;
        Tell("HOSTS", Write("hosts", string.Join('\n', hosts) + "\n"));
        Tell("COMMAND", Write("command", ScriptCall.Create(HostInfoProbe.Script(elevate: false, units: false)).Command));
        Tell("PORT", port.ToString());
        Tell("KEY", endpoints.KeyFile);
        Tell("KNOWN_HOSTS", endpoints.KnownHosts);
        Tell("KEX", contestant.KeyExchange);
        Tell("LIMIT", limit.ToString());
        foreach (var (name, value) in contestant.Variables)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        if (process.StandardOutput.ReadLine() != "bare")
            throw new InvalidOperationException($"{contestant.Title} does not start.");
        bare = Peak();
    }

    public Contestant Contestant { get; }

    /// <summary>The most memory that it had itself, above what it had before it began, in bytes.</summary>
    public long PeakBytes => Peak() - bare;

    /// <summary>The most memory that its child processes had together in the rounds that were watched, in bytes, shared pages counted once.</summary>
    public long ChildBytes { get; private set; }

    /// <summary>Has it ask all hosts.</summary>
    /// <param name="watch">Look at its child processes meanwhile, which costs time.</param>
    /// <exception cref="InvalidOperationException">A host did not answer: a comparison would mean nothing.</exception>
    public async Task<Round> AskAsync(bool watch)
    {
        var sessions = endpoints.Group.Processes.Count;
        var (client, host) = (group.Cpu, endpoints.Group.Cpu);
        var clock = Stopwatch.StartNew();
        await process.StandardInput.WriteLineAsync("go").ConfigureAwait(false);
        await process.StandardInput.FlushAsync().ConfigureAwait(false);
        var answer = process.StandardOutput.ReadLineAsync();
        while (watch && await Task.WhenAny(answer, Task.Delay(Glance)).ConfigureAwait(false) != answer)
            ChildBytes = Math.Max(ChildBytes, group.Processes.Where(id => id != process.Id).Sum(ProportionalBytes));
        var answered = await answer.WaitAsync(Patience).ConfigureAwait(false);
        var seconds = clock.Elapsed.TotalSeconds;
        endpoints.Group.Settle(sessions);
        var words = (answered ?? "none").Split(' ');
        return words[0] == expected.ToString()
            ? new Round(seconds, group.Cpu - client, endpoints.Group.Cpu - host) { LastAnswer = words.Length > 1 ? double.Parse(words[1], CultureInfo.InvariantCulture) : null }
            : throw new InvalidOperationException($"{Contestant.Title}: {words[0]} of {expected} hosts answered; a comparison would mean nothing.");
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit(TimeSpan.FromSeconds(5));
        group.Dispose();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static long ProportionalBytes(int id)
    {
        try
        {
            return Kilobytes(File.ReadLines($"/proc/{id}/smaps_rollup"), "Pss:");
        }
        catch (IOException)
        {
            return 0; // it has ended
        }
    }

    private static long Kilobytes(IEnumerable<string> lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line ? 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) : 0;

    private long Peak() => Kilobytes(File.ReadLines($"/proc/{process.Id}/status"), "VmHWM:");

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text, Encoding.ASCII);
        return path;
    }
}
