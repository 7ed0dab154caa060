using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ContainerOS.Tests.Fuzzing;

/// <summary>Recorded inputs.</summary>
internal static class Seed
{
    public const string ProbeMark = "@@recorded";

    private static readonly Lazy<List<byte[]>> AllProbes = new(() => Files("probe").Select(File.ReadAllBytes).ToList());

    /// <summary>Whole answers of hosts to host-info.sh.</summary>
    public static IReadOnlyList<byte[]> Probes() => AllProbes.Value;

    /// <summary>os-release files.</summary>
    public static IReadOnlyList<string> OsReleases() => Files("os-release").Concat(Files("seed").Where(path => Path.GetFileName(path) == "os-release")).Select(File.ReadAllText).ToList();

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Repository.Fixture(folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
