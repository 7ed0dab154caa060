using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Proxies;

/// <summary>The section [main] of tdnf.conf, by tdnf's own rules: names are case-sensitive, blanks around them do not count, and of two lines the later one counts. What is not changed stays byte for byte.</summary>
internal sealed class TdnfConfiguration
{
    /// <summary>Where it is.</summary>
    public const string Path = "/etc/tdnf/tdnf.conf";

    private static readonly char[] Blanks = [' ', '\t', '\r', '\v', '\f'];
    private readonly List<string> lines; // each with its end

    private TdnfConfiguration(List<string> lines) => this.lines = lines;

    /// <summary>Whether there is a section [main] at all.</summary>
    public bool HasMain => lines.Exists(IsMain);

    /// <summary>Reads the file.</summary>
    public static TdnfConfiguration Parse(byte[] content)
    {
        var text = Latin1.Decode(content);
        var lines = new List<string>();
        for (var start = 0; start < text.Length; start += lines[lines.Count - 1].Length)
        {
            var end = text.IndexOf('\n', start);
            lines.Add(text.Substring(start, (end < 0 ? text.Length : end + 1) - start));
        }

        return new TdnfConfiguration(lines);
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes() => Latin1.Encode(string.Concat(lines));

    /// <summary>A setting; null where it does not stand.</summary>
    public string? Get(string name) => Find(name).Select(at => lines[at].Substring(lines[at].IndexOf('=') + 1).Trim()).LastOrDefault();

    /// <summary>Sets a setting where it stands, or behind the last line of the section that is not blank; null takes it away.</summary>
    public void Set(string name, string? value)
    {
        var found = Find(name).ToList();
        if (value is null)
            Remove(found);
        else if (found.Count == 0)
            Add(name + "=" + value);
        else
            found.ForEach(at => lines[at] = Head(lines[at]) + value + (lines[at].EndsWith("\n", StringComparison.Ordinal) ? "\n" : ""));
    }

    // A file whose last line has no end keeps that, also when a line was added and is taken away again.
    private void Add(string line)
    {
        var last = lines.FindIndex(IsMain);
        for (var at = last + 1; at < lines.Count && !IsHeader(lines[at]); at++)
        {
            if (lines[at].Trim().Length > 0)
                last = at;
        }

        var isOpen = !lines[last].EndsWith("\n", StringComparison.Ordinal);
        lines[last] += isOpen ? "\n" : "";
        lines.Insert(last + 1, line + (isOpen ? "" : "\n"));
    }

    private void Remove(IEnumerable<int> found)
    {
        foreach (var at in found.Reverse())
        {
            if (at > 0 && !lines[at].EndsWith("\n", StringComparison.Ordinal))
                lines[at - 1] = lines[at - 1].Substring(0, lines[at - 1].Length - 1);
            lines.RemoveAt(at);
        }
    }

    private IEnumerable<int> Find(string name)
    {
        var isMain = false;
        for (var at = 0; at < lines.Count; at++)
        {
            isMain = IsHeader(lines[at]) ? IsMain(lines[at]) : isMain;
            var equals = lines[at].IndexOf('=');
            if (isMain && !IsHeader(lines[at]) && equals > 0 && lines[at].Substring(0, equals).Trim(Blanks) == name)
                yield return at;
        }
    }

    private static bool IsHeader(string line) => line.TrimStart(Blanks).StartsWith("[", StringComparison.Ordinal);

    private static bool IsMain(string line) => IsHeader(line) && line.Trim().TrimStart('[').Split(']')[0].Trim() == "main";

    private static string Head(string line)
    {
        var start = line.IndexOf('=') + 1;
        while (start < line.Length && line[start] is ' ' or '\t')
            start++;
        return line.Substring(0, start);
    }
}
