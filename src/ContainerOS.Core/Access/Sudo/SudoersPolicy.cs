using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Sudo;

/// <summary>All of sudo's rules on a host, in the order in which sudo reads them.</summary>
internal sealed class SudoersPolicy
{
    private const int MostIncludes = 1000; // two lines in each of thirty files would make a thousand million
    private static readonly Regex Include = new(@"^[@#]include(?<dir>dir)?\s+(?:""(?<path>[^""]*)""|(?<path>(?:[^\s\\""]|\\.)+))\s*$", RegexOptions.CultureInvariant);

    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private int includes;

    /// <summary>The rules.</summary>
    public List<SudoRule> Rules { get; } = [];

    /// <summary>The settings.</summary>
    public List<SudoDefault> Defaults { get; } = [];

    /// <summary>The aliases, by kind (User, Runas, Host, Cmnd) and name.</summary>
    public Dictionary<(string Kind, string Name), IReadOnlyList<SudoItem>> Aliases { get; } = [];

    /// <summary>What could not be read.</summary>
    public List<SudoersProblem> Problems { get; } = [];

    /// <summary>Reads the rules of a host.</summary>
    public static SudoersPolicy Read(PrivilegeFacts facts)
    {
        var policy = new SudoersPolicy();
        if (facts.MainFile is { } main)
            policy.ReadFile(new SudoersPlace(main, 0, ""), main, facts);
        return policy;
    }

    private void ReadFile(SudoersPlace origin, string path, PrivilegeFacts facts)
    {
        if (facts.Content(path) is not { } content)
        {
            Problems.Add(new SudoersProblem(origin.Line == 0 ? origin with { Text = path } : origin, $"{Latin1.ForPeople(path)} {(facts.Has(path) ? "could not be read" : "is not there")}"));
            return;
        }

        if (open.Contains(path) || includes == MostIncludes)
        {
            Problems.Add(new SudoersProblem(origin, open.Contains(path) ? "it includes itself" : "there are too many files"));
            return;
        }

        includes++;
        open.Add(path);
        foreach (var place in SudoersLines.Of(path, Latin1.Decode(content)))
        {
            if (place.Text[0] is '@' or '#' && Regex.IsMatch(place.Text, @"^[@#]include", RegexOptions.CultureInvariant))
                ReadInclude(place, facts);
            else
                SudoersParser.Read(place, this);
        }

        open.Remove(path);
    }

    private void ReadInclude(SudoersPlace place, PrivilegeFacts facts)
    {
        var include = Include.Match(place.Text);
        if (!include.Success)
        {
            Problems.Add(new SudoersProblem(place, "what it includes cannot be read"));
            return;
        }

        var path = Regex.Replace(include.Groups["path"].Value, @"\\(.)", "$1").Replace("%h", facts.HostName.Split('.')[0]).TrimEnd('/');
        if (!path.StartsWith("/", StringComparison.Ordinal))
            path = place.File.Substring(0, place.File.LastIndexOf('/') + 1) + path;
        if (!include.Groups["dir"].Success)
            ReadFile(place, path, facts);
        else if (!facts.Folders.Contains(path))
            Problems.Add(new SudoersProblem(place, $"the folder {Latin1.ForPeople(path)} could not be read"));
        else
            facts.In(path).ToList().ForEach(file => ReadFile(place, file, facts));
    }
}
