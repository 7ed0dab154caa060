using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ContainerOS.Sshd;

/// <summary>Follows sshd's configuration files for one keyword by sshd's own rules: the first value wins, Include stands for its files, Match scopes.</summary>
internal sealed class SshdFileReading
{
    private const string DropIns = "/etc/ssh/sshd_config.d";
    private const int DeepestInclude = 16; // as in sshd
    private const int MostIncludes = 256; // files that include each other several times would be followed for ever
    private readonly string keyword;
    private readonly ILookup<string, Line> lines;
    private readonly HashSet<string> readable;
    private readonly List<string> dropIns;
    private readonly IReadOnlyList<string> unreadable;
    private int includes;

    /// <summary>Follows the files.</summary>
    /// <param name="keyword">The keyword, in lower case.</param>
    /// <param name="mainFile">Where sshd begins.</param>
    /// <param name="found">Lines with the keyword, Include or Match, as <c>file:number:line</c>.</param>
    /// <param name="readable">The files that could be read.</param>
    /// <param name="unreadable">Files and folders that could not.</param>
    public SshdFileReading(string keyword, string mainFile, IEnumerable<string> found, IReadOnlyList<string> readable, IReadOnlyList<string> unreadable)
    {
        this.keyword = keyword;
        this.readable = new HashSet<string>(readable, StringComparer.Ordinal);
        dropIns = this.readable.Where(path => path.StartsWith(DropIns + "/", StringComparison.Ordinal)).OrderBy(path => path, StringComparer.Ordinal).ToList();
        this.unreadable = unreadable;
        lines = found.Select(Line.Parse).OfType<Line>().ToLookup(line => line.File);
        Walk(mainFile, scoped: false, depth: 0);
    }

    /// <summary>The value that wins for everybody; null when the files say nothing.</summary>
    public string? Value { get; private set; }

    /// <summary>Where a Match block decides for some; null when none does.</summary>
    public string? ScopedAt { get; private set; }

    /// <summary>What was not read although it may hold the first value, or a Match block; null when nothing.</summary>
    public string? Gap { get; private set; }

    private void Walk(string file, bool scoped, int depth)
    {
        var within = scoped; // a Match in an included file only narrows the one around its Include
        foreach (var line in lines[file])
        {
            if (Gap is not null)
                return; // what follows does not count any more
            var name = line.Words[0].ToLowerInvariant();
            if (name == "match")
                scoped = within || !(line.Words.Count == 2 && string.Equals(line.Words[1], "all", StringComparison.OrdinalIgnoreCase));
            else if (name == "include" && depth < DeepestInclude)
                Include(line, scoped, depth);
            else if (name == keyword && scoped)
                ScopedAt ??= $"{line.File} line {line.Number}";
            else if (name == keyword)
                Value ??= line.Words[1];
        }
    }

    private void Include(Line line, bool scoped, int depth)
    {
        foreach (var word in line.Words.Skip(1))
        {
            var pattern = word.StartsWith("/", StringComparison.Ordinal) ? word : "/etc/ssh/" + word;
            if (pattern.StartsWith("/etc/crypto-policies/", StringComparison.Ordinal))
                continue; // algorithms only
            var inDropIns = pattern == DropIns + "/*.conf";
            var missing = inDropIns ? unreadable.FirstOrDefault(path => path.StartsWith(DropIns, StringComparison.Ordinal)) : readable.Contains(pattern) ? null : pattern;
            if (missing is not null)
                Gap ??= $"{line.File} line {line.Number} includes {missing}, which could not be read";
            foreach (var file in inDropIns ? dropIns : missing is null ? [pattern] : new List<string>())
            {
                if (++includes > MostIncludes)
                    Gap ??= $"{line.File} line {line.Number} is one of more than {MostIncludes} includes";
                if (Gap is not null)
                    return;
                Walk(file, scoped, depth + 1);
            }
        }
    }

    private sealed class Line
    {
        public string File { get; private init; } = "";

        public string Number { get; private init; } = "";

        public IReadOnlyList<string> Words { get; private init; } = [];

        public static Line? Parse(string text)
        {
            var match = Regex.Match(text, @"^(/[^:]*):([0-9]+):(.*)$", RegexOptions.CultureInvariant);
            // keyword value, keyword=value, quotes around either; a comment may end the line
            var words = Regex.Matches(match.Groups[3].Value, @"""(?<word>[^""]*)""|'(?<word>[^']*)'|(?<word>[^\s=""'#]+)|(?<comment>#.*)", RegexOptions.CultureInvariant).Cast<Match>()
                .TakeWhile(found => !found.Groups["comment"].Success).Select(found => found.Groups["word"].Value).ToList();
            return words.Count > 1 ? new Line { File = match.Groups[1].Value, Number = match.Groups[2].Value, Words = words } : null;
        }
    }
}
