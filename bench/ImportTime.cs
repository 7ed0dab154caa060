using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace ContainerOS.Benchmarks;

/// <summary>What a user waits for when the module is imported.</summary>
internal static class ImportTime
{
    /// <summary>Milliseconds on top of a bare pwsh, the median of the differences; null without pwsh.</summary>
    public static double? Measure(int rounds)
    {
        if (Programs.Find("pwsh") is not { } pwsh)
            return null;
        double Run(string command)
        {
            var clock = Stopwatch.StartNew();
            Programs.Output(pwsh, "-NoProfile", "-NonInteractive", "-Command", command);
            return clock.Elapsed.TotalMilliseconds;
        }

        var differences = new List<double>();
        for (var round = 0; round <= rounds; round++)
            differences.Add(-Run("exit 0") + Run($"Import-Module '{Environment.GetEnvironmentVariable("BENCH_MODULE")}'; exit 0"));
        return Row.Median(differences.Skip(1)); // the first one fills the caches
    }
}
