using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ContainerOS.Benchmarks;

// See README.md for the options.
if (args is ["worker", var how])
    return await Worker.RunAsync(how);
if (args is ["start", var calls])
{
    using var host = new SshdEndpoints(1);
    Console.WriteLine(StartTime.OfOneHost(int.Parse(calls), host.Hosts[0], host.KeyFile, host.KnownHosts)?.ToString("R", CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["--compare", var before, var after])
{
    Report.Compare(Results.Load(before), Results.Load(after));
    return 0;
}

var options = args.Where(word => word is not ("--figures" or "--probe")).Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
var counts = options.GetValueOrDefault("--hosts", "1,50,200").Split(',').Select(int.Parse).ToList();
var limit = int.Parse(options.GetValueOrDefault("--limit", "50"));
var rounds = int.Parse(options.GetValueOrDefault("--rounds", "5"));
if (args.Contains("--probe"))
    return await Figures.ProbeAsync();
if (args.Contains("--figures"))
    return await Figures.RunAsync(rounds, options.GetValueOrDefault("--json"));
var wantsLab = options.GetValueOrDefault("--endpoints") == "lab";
if (!wantsLab && !SshdEndpoints.IsInstalled)
{
    Console.Error.WriteLine("There is no sshd on this machine: apt-get install openssh-server.");
    return 2;
}

using Endpoints endpoints = wantsLab ? new LabEndpoints(counts.Max()) : new SshdEndpoints(counts.Max());
if (options.TryGetValue("--sessions", out var sessions))
{
    var flat = await KeptSessions.SoakAsync(endpoints, options.GetValueOrDefault("--transport") == "OpenSsh", int.Parse(sessions),
        TimeSpan.FromMinutes(int.Parse(options.GetValueOrDefault("--minutes", "10"))), TimeSpan.FromSeconds(int.Parse(options.GetValueOrDefault("--every", "30"))));
    return flat ? 0 : 1;
}

var only = options.GetValueOrDefault("--only", "").Split(';');
var folder = Directory.CreateTempSubdirectory("containeros-bench-");
var missing = new List<string>();
try
{
    var contestants = Contestant.All(folder.FullName, missing).Where(one => only.Any(part => one.Title.Contains(part, StringComparison.OrdinalIgnoreCase))).ToList();
    foreach (var line in missing)
        Console.WriteLine("Left out: " + line);
    var results = Results.Begin();
    foreach (var count in counts)
    {
        var comparison = await Race.RunAsync(contestants, endpoints, count, limit, rounds);
        if (count == 1 && endpoints is SshdEndpoints)
        {
            var rows = new List<Row>();
            foreach (var (row, contestant) in comparison.Rows.Zip(contestants))
                rows.Add(await Race.MeasureTripsAsync(row, contestant, endpoints, rounds));
            comparison = comparison with { Rows = rows };
        }

        Report.Print(comparison);
        results = results with { Comparisons = [.. results.Comparisons, comparison] };
    }

    if (options.ContainsKey("--dead"))
    {
        var ours = contestants.Where(one => one.Command is [.., "worker", "SshNet" or "OpenSsh"] && one.KeyExchange.Length > 0).ToList();
        var comparison = await Race.RunAsync(ours, endpoints, counts.Max(), limit, 1, dead: true);
        Report.Print(comparison);
        results = results with { Comparisons = [.. results.Comparisons, comparison] };
    }

    if (options.TryGetValue("--json", out var file))
        results.Save(file);
    return 0;
}
finally
{
    folder.Delete(recursive: true);
}
