using System;
using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Sshd.Configuration;

/// <summary>What sshd reads on a host: its main file, all that is included, and what the patterns stand for there.</summary>
internal sealed class SshdFiles
{
    /// <summary>Where relative Includes begin.</summary>
    public const string Directory = "/etc/ssh";

    private readonly IReadOnlyDictionary<string, SshdFile> files;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> expansions;

    /// <summary>Puts files together.</summary>
    /// <param name="mainFile">Where sshd begins.</param>
    /// <param name="files">The files that are there.</param>
    /// <param name="expansions">For each pattern of an Include, as an absolute path, the paths in the order in which sshd reads them.</param>
    public SshdFiles(string mainFile, IEnumerable<SshdFile> files, IReadOnlyDictionary<string, IReadOnlyList<string>> expansions)
    {
        MainFile = mainFile;
        this.files = files.GroupBy(file => file.Path, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        this.expansions = expansions;
    }

    /// <summary>Where sshd begins.</summary>
    public string MainFile { get; init; }

    /// <summary>sshd's version; null when it is not known.</summary>
    public SshdVersion? Version { get; init; }

    /// <summary>Directories of drop-ins, and whether files can be written there.</summary>
    public IReadOnlyDictionary<string, bool> Places { get; init; } = new Dictionary<string, bool>();

    /// <summary>The main file is a template: lines that hold <c>{{</c> are for the program that fills it in.</summary>
    public bool IsTemplate { get; init; }

    /// <summary>Whether Include is a keyword; true when the version is not known.</summary>
    public bool KnowsInclude => Version?.KnowsInclude ?? true;

    /// <summary>The files that are there.</summary>
    public IEnumerable<SshdFile> All => files.Values;

    /// <summary>A file; null when it is not there.</summary>
    public SshdFile? Find(string path) => files.TryGetValue(path, out var file) ? file : null;

    /// <summary>The pattern of an Include as an absolute path.</summary>
    public static string Absolute(string pattern) => pattern.StartsWith("/", StringComparison.Ordinal) || pattern.StartsWith("~", StringComparison.Ordinal) ? pattern : Directory + "/" + pattern;

    /// <summary>The paths that a pattern stands for; null when the host was not asked.</summary>
    /// <param name="pattern">The pattern as an absolute path.</param>
    public IReadOnlyList<string>? Expand(string pattern) => expansions.TryGetValue(pattern, out var paths) ? paths : null;

    /// <summary>The same with one file replaced or added; patterns that match an added one include it.</summary>
    public SshdFiles With(SshdFile file) => Copy(files.Values.Where(other => other.Path != file.Path).Append(file), files.ContainsKey(file.Path) ? expansions : Including(file.Path));

    /// <summary>The same without a file.</summary>
    public SshdFiles Without(string path) => Copy(files.Values.Where(file => file.Path != path),
        expansions.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<string>)entry.Value.Where(found => found != path).ToList()));

    private SshdFiles Copy(IEnumerable<SshdFile> all, IReadOnlyDictionary<string, IReadOnlyList<string>> patterns) =>
        new(MainFile, all, patterns) { Version = Version, Places = Places, IsTemplate = IsTemplate };

    private Dictionary<string, IReadOnlyList<string>> Including(string path) => expansions.ToDictionary(entry => entry.Key, entry =>
        !SshdGlob.Matches(entry.Key, path) ? entry.Value : entry.Value.Append(path).OrderBy(found => found, StringComparer.Ordinal).ToList());
}
