using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ContainerOS.Scripts;

namespace ContainerOS.Packages;

/// <summary>What a package manager would do. Read by tdnf-plan.sh, or by layered-packages.sh.</summary>
internal sealed class PackagePlan
{
    private const long MostBytes = 1L << 50; // more is no size of a package
    private static readonly string[] Units = ["b", "k", "m", "g", "t"];

    private PackagePlan(IReadOnlyList<PlannedPackage> install, IReadOnlyList<string> notFound, IReadOnlyList<string> present, string? problem)
    {
        Install = install;
        NotFound = notFound;
        AlreadyPresent = present;
        Problem = problem;
    }

    /// <summary>What would be installed, with what that needs.</summary>
    public IReadOnlyList<PlannedPackage> Install { get; }

    /// <summary>Names that no enabled repository has.</summary>
    public IReadOnlyList<string> NotFound { get; }

    /// <summary>Names of packages that are installed.</summary>
    public IReadOnlyList<string> AlreadyPresent { get; }

    /// <summary>Why there is no plan; null when there is one.</summary>
    public string? Problem { get; }

    /// <summary>Names of packages that are there after the next boot anyway.</summary>
    public IReadOnlyList<string> Staged { get; private init; } = [];

    /// <summary>Nothing was asked.</summary>
    public static PackagePlan None { get; } = new([], [], [], null);

    /// <summary>Reads the sections of tdnf-plan.sh or layered-packages.sh.</summary>
    public static PackagePlan Read(ScriptResult result)
    {
        if (!result.Sections.TryGetValue("tdnfplan", out var section))
        {
            var layered = LayeredPackages.Read(result);
            return new PackagePlan([], [], layered.Present, layered.Problem) { Staged = layered.Staged };
        }

        var missing = (result.Sections.TryGetValue("tdnfmissing", out var found) ? found.Lines() : []).Where(IsName).ToList();
        var rows = section.Lines().Select(Row).OfType<PlannedPackage>().ToList();
        var present = HostText.Decode(section.Error).Split('\n').Select(line => Regex.Match(line, @"^Package (\S+) is already installed", RegexOptions.CultureInvariant)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value).Where(IsName).ToList();
        // 8 is 1032, "operation aborted": it had something to do, and was told not to.
        var isPlanned = section.Status is 0 or 8 || rows.Count > 0;
        return new PackagePlan(rows, missing, present, isPlanned ? null : section.FirstError.Length > 0 ? PackageTrouble.Words(section.FirstError) : $"tdnf ended with {section.Status}");
    }

    /// <summary>Whether a text may be the name of a package, and nothing else to a shell or to tdnf.</summary>
    public static bool IsName(string text) => Regex.IsMatch(text, @"^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}\z", RegexOptions.CultureInvariant);

    // name, architecture, version, repository, size for people, and on Photon OS 3.0 in bytes, later the download for people.
    private static PlannedPackage? Row(string line)
    {
        var words = line.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 6 || !IsName(words[0]) || Size(words[4]) is not { } size)
            return null;
        var isExact = long.TryParse(words[5], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes < MostBytes;
        return new PlannedPackage(words[0], HostText.Clean(words[2]), HostText.Clean(words[3]), isExact ? bytes : size, isExact ? null : Size(words[5]));
    }

    private static long? Size(string text)
    {
        var match = Regex.Match(text, "^([0-9]+(?:\\.[0-9]+)?)([bkMGT])$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        var bytes = match.Success ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * Math.Pow(1024, Array.IndexOf(Units, match.Groups[2].Value.ToLowerInvariant())) : -1;
        return bytes is >= 0 and < MostBytes ? (long)bytes : null;
    }
}
