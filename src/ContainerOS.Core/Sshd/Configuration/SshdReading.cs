using System;
using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Sshd.Configuration;

/// <summary>Follows files as sshd does for one login. sshd reads them twice: once for everybody, where Match blocks other than <c>all</c> do not count, and once for the login, where only they do.</summary>
internal sealed class SshdReading
{
    private const int DeepestInclude = 16; // as in sshd
    private const int MostIncludes = 4096; // files that include each other several times would be followed for ever
    private const int MostLines = 1_000_000;
    private readonly List<object> steps = [];
    private readonly List<string> problems = [];
    private readonly SshdFiles files;
    private readonly SshdConnectionSpec spec;
    private int includes;
    private int lines;
    private bool stopped;

    private SshdReading(SshdFiles files, SshdConnectionSpec spec)
    {
        this.files = files;
        this.spec = spec;
        Walk(files.MainFile, new Scope { IsGlobal = true, IsMatched = false, MatchOnly = true }, 0);
    }

    /// <summary>The files that were followed.</summary>
    public SshdFiles Files => files;

    /// <summary>The login.</summary>
    public SshdConnectionSpec Spec => spec;

    /// <summary>In sshd's order: an <see cref="SshdSetting"/> for each line that sets something, an <see cref="SshdGap"/> for each thing that could not be read.</summary>
    public IReadOnlyList<object> Steps => steps;

    /// <summary>Why sshd refuses the files as they are; empty when it does not, as far as can be told.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>The lines that set something.</summary>
    public IEnumerable<SshdSetting> Settings => steps.OfType<SshdSetting>();

    /// <summary>Follows files.</summary>
    public static SshdReading Of(SshdFiles files, SshdConnectionSpec spec) => new(files, spec);

    private void Walk(string path, Scope scope, int depth)
    {
        if (files.Find(path) is not { IsReadable: true } file)
        {
            AddGap(path + (files.Find(path) is null ? " is not there" : " could not be read"), scope);
            return;
        }

        if (file.Text is { } text && text.IndexOf('\0') >= 0)
        {
            AddGap(path + " holds NUL characters", scope);
            return;
        }

        foreach (var line in file.Lines)
        {
            if (!stopped && ++lines > MostLines)
            {
                AddGap($"{path} line {line.Number} is one of more than {MostLines} lines", scope);
                stopped = true;
            }

            if (stopped)
                return;
            if (line.Keyword is null || (files.IsTemplate && line.Text.Contains("{{")))
                continue;
            if (line.Problem is not null)
                Refuse(path, line, line.Problem);
            else if (Is(line, "Match"))
                EnterMatch(SshdMatch.Of(path, line), line, scope);
            else if (Is(line, "Include"))
                Include(path, line, scope, depth);
            else if (SshdKeywords.Find(line.Keyword) is { } keyword)
                Set(path, line, keyword, scope);
        }
    }

    private void EnterMatch(SshdMatch match, SshdLine line, Scope scope)
    {
        if (match.Problem is not null)
            Refuse(match.File, line, match.Problem);
        string? reason = null;
        var met = match.Problem is null ? match.IsMet(spec, out reason) : false;
        scope.IsGlobal = scope.IsGlobalAround && match.IsAll;
        // What stands in an included file only narrows the Match around its Include.
        scope.IsMatched = scope.IsMatchedAround == false || met == false ? false : scope.IsMatchedAround is null ? null : met;
        scope.MatchUnknown = scope.IsMatched is null ? scope.UnknownAround ?? reason : null;
        scope.MatchOnly = false;
        scope.Block = match;
    }

    private void Include(string path, SshdLine line, Scope scope, int depth)
    {
        if (!files.KnowsInclude)
        {
            Refuse(path, line, $"has Include, which {files.Version} does not know");
            return;
        }

        foreach (var word in line.Words)
        {
            var pattern = SshdFiles.Absolute(word.Text);
            if (files.Expand(pattern) is not { } found)
            {
                AddGap($"{path} line {line.Number} includes {pattern}, which could not be read", scope, pattern.StartsWith("/etc/crypto-policies/", StringComparison.Ordinal));
                continue;
            }

            foreach (var file in found)
            {
                if (depth == DeepestInclude)
                    Refuse(path, line, $"is the {DeepestInclude + 1}th Include within each other");
                else if (++includes > MostIncludes)
                    AddGap($"{path} line {line.Number} is one of more than {MostIncludes} includes", scope);
                stopped |= depth == DeepestInclude || includes > MostIncludes;
                if (stopped)
                    return;
                Walk(file, scope.Within(), depth + 1);
            }
        }
    }

    private void Set(string path, SshdLine line, SshdKeyword keyword, Scope scope)
    {
        if (!scope.IsGlobal && !keyword.InMatch)
            Refuse(path, line, $"has {keyword.Name} in a Match block, where it may not stand");
        else if (SshdValue.Of(keyword, line) is { } values)
            steps.Add(new SshdSetting(path, line, keyword, values) { IsGlobal = scope.IsGlobal, IsMatched = keyword.InMatch ? scope.IsMatched : false, MatchUnknown = scope.MatchUnknown, Block = scope.Block });
        else
            Refuse(path, line, $"reads {keyword.Name} '{line.Rest.Trim()}', which sshd does not take");
    }

    private void AddGap(string reason, Scope scope, bool isAlgorithms = false) =>
        steps.Add(new SshdGap(Latin1.ForPeople(reason), scope.IsGlobal, scope.MatchOnly || scope.IsMatched != false) { IsAlgorithms = isAlgorithms });

    private void Refuse(string path, SshdLine line, string reason) => problems.Add(Latin1.ForPeople($"{path} line {line.Number} {reason}"));

    private static bool Is(SshdLine line, string keyword) => string.Equals(line.Keyword, keyword, StringComparison.OrdinalIgnoreCase);

    private sealed class Scope
    {
        public bool IsGlobal { get; set; }

        public bool? IsMatched { get; set; }

        public string? MatchUnknown { get; set; }

        /// <summary>No Match was met on the way here.</summary>
        public bool MatchOnly { get; set; }

        public SshdMatch? Block { get; set; }

        public bool IsGlobalAround { get; private init; } = true;

        public bool? IsMatchedAround { get; private init; } = true;

        public string? UnknownAround { get; private init; }

        public Scope Within() => new()
        {
            IsGlobal = IsGlobal,
            IsMatched = IsMatched,
            MatchUnknown = MatchUnknown,
            MatchOnly = MatchOnly,
            Block = Block,
            IsGlobalAround = IsGlobal,
            IsMatchedAround = MatchOnly ? true : IsMatched,
            UnknownAround = MatchUnknown,
        };
    }
}
