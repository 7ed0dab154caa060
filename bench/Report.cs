using System;
using System.Linq;

namespace ContainerOS.Benchmarks;

/// <summary>Tables for people.</summary>
internal static class Report
{
    private const double Mebibyte = 1 << 20;

    public static void Print(Comparison comparison)
    {
        Console.WriteLine($"\n{comparison.Hosts} {comparison.Endpoints} endpoints, {comparison.Limit} at a time; medians of {comparison.Rows.Max(row => row.Rounds.Count)} rounds");
        Console.WriteLine("                                                     wall s  ratio to   client ms  host ms   peak MiB above bare   kB per  round trips");
        Console.WriteLine("                                                             xargs ssh  per host   per host  process    children   host    of one host");
        var reference = comparison.Find(Contestant.Reference);
        foreach (var row in comparison.Rows)
        {
            var ratio = reference is null ? (double?)null : row.RatioTo(reference);
            Console.WriteLine(FormattableString.Invariant(
                $"  {row.Contestant,-49}{row.Seconds,8:0.00}{ratio,10:0.00}{1000 * row.ClientCpu / comparison.Hosts,11:0.0}{1000 * row.HostCpu / comparison.Hosts,10:0.0}{row.PeakBytes / Mebibyte,10:0.0}{row.ChildBytes / Mebibyte,12:0.0}{row.TrafficBytes / 1000.0,10:0.0}{row.RoundTrips,11:0.0}"));
        }
    }

    /// <summary>What two commits make of the same contestants: ratios to the reference, each within its own run.</summary>
    public static void Compare(Results before, Results after)
    {
        Console.WriteLine($"{before.Commit} ({before.Date:u}, {before.Machine}, load {before.LoadBefore}) and {after.Commit} ({after.Date:u}, {after.Machine}, load {after.LoadBefore})");
        foreach (var (old, now) in after.Comparisons.Select(now => (before.Comparisons.FirstOrDefault(old => old.Hosts == now.Hosts && old.Endpoints == now.Endpoints), now)))
        {
            if (old?.Find(Contestant.Reference) is not { } oldReference || now.Find(Contestant.Reference) is not { } reference)
                continue;
            Console.WriteLine($"\n{now.Hosts} {now.Endpoints} endpoints                                    ratio to xargs ssh         client ms per host");
            foreach (var row in now.Rows)
            {
                if (old.Find(row.Contestant) is { } was)
                {
                    Console.WriteLine(FormattableString.Invariant(
                        $"  {row.Contestant,-49}{was.RatioTo(oldReference),8:0.00} -> {row.RatioTo(reference),-8:0.00}{1000 * was.ClientCpu / old.Hosts,12:0.0} -> {1000 * row.ClientCpu / now.Hosts,-8:0.0}"));
                }
            }
        }
    }
}
