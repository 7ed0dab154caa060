using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Tasks;
using ContainerOS.Benchmarks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Connections.SshNet;
using ContainerOS.Targets;

// Usage: Bench [--rounds N] [--limit N] [--json FILE], or Bench --sessions N [--transport SshNet|OpenSsh] [--minutes N] [--every SECONDS]
var options = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
var rounds = int.Parse(options.GetValueOrDefault("--rounds", "5"));
var limit = int.Parse(options.GetValueOrDefault("--limit", "32"));
var fleet = new LabFleet();

if (options.TryGetValue("--sessions", out var count))
{
    var flat = await KeptSessions.SoakAsync(fleet, options.GetValueOrDefault("--transport") == "OpenSsh" ? KeepOpenSsh : KeepSshNet, int.Parse(count),
        TimeSpan.FromMinutes(int.Parse(options.GetValueOrDefault("--minutes", "10"))), TimeSpan.FromSeconds(int.Parse(options.GetValueOrDefault("--every", "30"))));
    return flat ? 0 : 1;
}

var keptSshNet = await KeptSessions.OpenAsync(fleet, KeepSshNet);
var keptOpenSsh = await KeptSessions.OpenAsync(fleet, KeepOpenSsh);
var contestants = new (string Name, Func<Task<int>> Run)[]
{
    ("this library, SSH.NET connection", () => Task.Run(() => Contestants.OverSshNet(fleet, limit))),
    ("this library, kept sessions on SSH.NET", () => KeptSessions.AskAsync(keptSshNet, limit)),
    ("this library, kept sessions on OpenSSH", () => KeptSessions.AskAsync(keptOpenSsh, limit)),
    ("this library, OpenSSH connection", () => Task.Run(() => Contestants.OverOpenSsh(fleet, limit))),
    ($"xargs -P{limit} ssh, same script", () => Contestants.XargsAsync(fleet, limit)),
};
var seconds = contestants.ToDictionary(contestant => contestant.Name, _ => new List<double>());

// Interleaved, so that a machine that changes its pace changes it for all; the first round warms up.
for (var round = 0; round <= rounds; round++)
{
    foreach (var (name, run) in contestants)
    {
        var clock = Stopwatch.StartNew();
        var answered = await run();
        if (answered != fleet.Hosts.Count)
            throw new InvalidOperationException($"{name}: {answered} of {fleet.Hosts.Count} hosts answered; a comparison would mean nothing.");
        if (round > 0)
            seconds[name].Add(clock.Elapsed.TotalSeconds);
    }
}

var reference = contestants[^1].Name;
Console.WriteLine($"{fleet.Hosts.Count} hosts, {limit} at a time, {rounds} rounds; median seconds (min to max), median ratio to the last row");
foreach (var (name, times) in seconds)
{
    var ratio = Median(times.Zip(seconds[reference], (mine, other) => mine / other));
    Console.WriteLine(FormattableString.Invariant($"  {name,-38} {Median(times),7:0.00} ({times.Min():0.00} to {times.Max():0.00})   {ratio:0.00}"));
}

if (options.TryGetValue("--json", out var file))
{
    var facts = new { Environment.ProcessorCount, OS = RuntimeInformation.OSDescription, Runtime = RuntimeInformation.FrameworkDescription, Date = DateTimeOffset.UtcNow };
    File.WriteAllText(file, JsonSerializer.Serialize(new { Machine = facts, Hosts = fleet.Hosts.Count, Limit = limit, Seconds = seconds }, new JsonSerializerOptions { WriteIndented = true }));
}

return 0;

static IKeptConnection KeepSshNet(HostTarget target, ConnectionSettings settings) => new SshNetKeptConnection(target, settings);

static IKeptConnection KeepOpenSsh(HostTarget target, ConnectionSettings settings) => new OpenSshKeptConnection(target, settings);

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToList();
    return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
}
