using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace ContainerOS.Benchmarks;

/// <summary>What a user waits for in a new PowerShell.</summary>
internal static class StartTime
{
    private static string Import => "Import-Module '" + (Environment.GetEnvironmentVariable("BENCH_MODULE")
        ?? throw new InvalidOperationException("BENCH_MODULE does not name the module: start the bench with ./build.sh bench.")) + "' -ErrorAction Stop; ";

    /// <summary>Milliseconds of the import on top of a bare pwsh, the median of the differences; null without pwsh.</summary>
    public static double? OfImport(int rounds) => Measure(rounds, Import, (bare, ours) => ours - bare);

    /// <summary>A call for one host, import included, as a whole process: the median of its ratios to a bare pwsh; null without pwsh.</summary>
    public static double? OfOneHost(int rounds, string host, string key, string knownHosts) =>
        Measure(rounds, Import + $"$null = Get-ContainerOsInfo {host} -KeyFilePath '{key}' -KnownHostsFile '{knownHosts}' -ErrorAction Stop; ", (bare, ours) => ours / bare);

    private static double? Measure(int rounds, string command, Func<double, double, double> compare)
    {
        if (Programs.Find("pwsh") is not { } pwsh)
            return null;
        double Run(string text)
        {
            var clock = Stopwatch.StartNew();
            if (!Programs.Succeeds(pwsh, "-NoProfile", "-NonInteractive", "-Command", text + "exit 0"))
                throw new InvalidOperationException("pwsh failed: " + text);
            return clock.Elapsed.TotalMilliseconds;
        }

        var results = new List<double>();
        for (var round = 0; round <= rounds; round++)
            results.Add(compare(Run(""), Run(command)));
        return Row.Median(results.Skip(1)); // the first one fills the caches
    }
}
