using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Repositories;

/// <summary>A .repo file. What is not changed stays byte for byte: comments, order, blanks, line ends.</summary>
internal sealed class RepoFile
{
    private readonly List<string> lines; // each with its end

    private RepoFile(List<string> lines) => this.lines = lines;

    /// <summary>The names of its sections, each once, in their order.</summary>
    public IEnumerable<string> Sections => lines.Select(Header).OfType<string>().Distinct();

    /// <summary>Reads a file.</summary>
    public static RepoFile Parse(byte[] content)
    {
        var lines = new List<string>();
        var text = Latin1.Decode(content);
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text.Substring(start, end - start));
            start = end;
        }

        return new RepoFile(lines);
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes() => Latin1.Encode(string.Concat(lines));

    /// <summary>A setting of a section: the last one where it stands twice, its further lines behind blanks; null where it does not stand.</summary>
    public string? Get(string section, string key)
    {
        string? value = null;
        foreach (var at in Find(section, key))
            value = string.Join(" ", Enumerable.Range(at, Length(at)).Select(line => line == at ? lines[at].Substring(lines[at].IndexOf('=') + 1) : lines[line]).Select(text => text.Trim())).Trim();
        return value;
    }

    /// <summary>Sets a setting wherever the section has it; where it has none, behind its last line that is not blank.</summary>
    public void Set(string section, string key, string value)
    {
        var found = Find(section, key).ToList();
        foreach (var at in Enumerable.Reverse(found))
        {
            var line = lines[at];
            var start = line.IndexOf('=') + 1;
            while (start < line.Length && line[start] is ' ' or '\t')
                start++;
            var length = Length(at);
            lines[at] = line.Substring(0, start) + value + End(lines[at + length - 1]);
            lines.RemoveRange(at + 1, length - 1);
        }

        if (found.Count > 0)
            return;
        var last = lines.FindIndex(line => Header(line) == section);
        var end = End(lines[last]) is { Length: > 0 } own ? own : "\n";
        for (var at = last + 1; at < lines.Count && Header(lines[at]) is null; at++)
        {
            if (lines[at].Trim().Length > 0)
                last = at;
        }

        if (End(lines[last]).Length == 0)
            lines[last] += end;
        lines.Insert(last + 1, key + "=" + value + end);
    }

    private IEnumerable<int> Find(string section, string key)
    {
        string? current = null;
        for (var at = 0; at < lines.Count; at++)
        {
            current = Header(lines[at]) ?? current;
            var equals = lines[at].IndexOf('=');
            if (current == section && equals > 0 && lines[at][0] is not ('#' or ';' or ' ' or '\t' or '[') && lines[at].Substring(0, equals).Trim().Equals(key, StringComparison.OrdinalIgnoreCase))
                yield return at;
        }
    }

    // A line that begins with a blank goes on with the one above.
    private int Length(int at)
    {
        var length = 1;
        while (at + length < lines.Count && lines[at + length][0] is ' ' or '\t' && lines[at + length].Trim().Length > 0)
            length++;
        return length;
    }

    private static string? Header(string line)
    {
        var end = line.Length > 0 && line[0] == '[' ? line.IndexOf(']') : -1;
        return end > 1 ? line.Substring(1, end - 1).Trim() : null;
    }

    private static string End(string line) => line.EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : line.EndsWith("\n", StringComparison.Ordinal) ? "\n" : "";
}
