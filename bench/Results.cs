using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ContainerOS.Benchmarks;

/// <summary>All hosts asked once.</summary>
/// <param name="Seconds">By the wall clock.</param>
/// <param name="ClientCpu">Seconds of CPU of the contestant and its child processes.</param>
/// <param name="HostCpu">Seconds of CPU of all hosts together.</param>
internal sealed record Round(double Seconds, double ClientCpu, double HostCpu)
{
    /// <summary>Seconds until the last host that is alive had answered; null when the contestant does not say.</summary>
    public double? LastAnswer { get; init; }
}

/// <summary>What one contestant did.</summary>
internal sealed record Row(string Contestant, IReadOnlyList<Round> Rounds, long PeakBytes, long ChildBytes)
{
    /// <summary>Of one host, both directions; null when not measured.</summary>
    public long? TrafficBytes { get; init; }

    /// <summary>How often one host's answer waits for the network; null when not measured.</summary>
    public double? RoundTrips { get; init; }

    public double Seconds => Median(Rounds.Select(round => round.Seconds));

    public double ClientCpu => Median(Rounds.Select(round => round.ClientCpu));

    public double HostCpu => Median(Rounds.Select(round => round.HostCpu));

    /// <summary>The median of the ratios round by round; where the rounds are not side by side, the ratio of the medians.</summary>
    public double RatioTo(Row other) => Rounds.Count == other.Rounds.Count
        ? Median(Rounds.Zip(other.Rounds, (mine, its) => mine.Seconds / its.Seconds)) : Seconds / other.Seconds;

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}

/// <summary>One run over one number of hosts.</summary>
internal sealed record Comparison(string Endpoints, int Hosts, int Limit, IReadOnlyList<Row> Rows)
{
    public Row? Find(string contestant) => Rows.FirstOrDefault(row => row.Contestant == contestant);
}

/// <summary>What a run of the bench leaves, with what is needed to judge it.</summary>
internal sealed record Results(string Commit, DateTimeOffset Date, string Machine, int Processors, double LoadBefore, IReadOnlyList<Comparison> Comparisons)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, IgnoreReadOnlyProperties = true };

    /// <summary>Begins the results of this machine.</summary>
    public static Results Begin() => new(
        Programs.Output("git", "-C", AppContext.BaseDirectory, "describe", "--always", "--dirty") ?? "unknown", DateTimeOffset.UtcNow,
        $"{Processor()}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}", Environment.ProcessorCount, double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0]), []);

    public static Results Load(string file) => JsonSerializer.Deserialize<Results>(File.ReadAllText(file)) ?? throw new InvalidDataException($"{file} holds no results.");

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Readable));

    public Comparison? Find(int hosts) => Comparisons.FirstOrDefault(comparison => comparison.Hosts == hosts);

    private static string Processor() => File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? "unknown processor";
}
