using System;
using System.Collections.Generic;

namespace ContainerOS.Sshd.Configuration;

/// <summary>A line of a configuration file, with the places of its parts.</summary>
internal sealed class SshdLine
{
    private static readonly char[] Leading = [' ', '\t', '\r'];
    private static readonly char[] Trailing = [' ', '\t', '\r', '\n', '\f'];

    private SshdLine(int number, int start, string text, string end)
    {
        Number = number;
        Start = start;
        Text = text;
        End = end;
        var begin = 0;
        while (begin < text.Length && Array.IndexOf(Leading, text[begin]) >= 0)
            begin++;
        // sshd leaves the first character, whatever it is.
        var body = text.Length == begin ? "" : text[begin] + text.Substring(begin + 1).TrimEnd(Trailing);
        Read(text.Substring(0, begin) + body, begin);
    }

    /// <summary>From 1 on.</summary>
    public int Number { get; }

    /// <summary>Its first character in the file.</summary>
    public int Start { get; }

    /// <summary>The line without its line feed; a carriage return is part of it.</summary>
    public string Text { get; }

    /// <summary>The line feed; empty at the end of a file that lacks it.</summary>
    public string End { get; }

    /// <summary>The keyword as it is spelled; null for blank lines, comments and lines that sshd passes over.</summary>
    public string? Keyword { get; private set; }

    /// <summary>The arguments.</summary>
    public IReadOnlyList<SshdWord> Words { get; private set; } = [];

    /// <summary>Where the arguments begin in the line.</summary>
    public int RestStart { get; private set; }

    /// <summary>The arguments as they stand there, trailing blanks and comments included or not as sshd does for commands.</summary>
    public string Rest { get; private set; } = "";

    /// <summary>Why sshd refuses the line; null when its form is right.</summary>
    public string? Problem { get; private set; }

    /// <summary>A line by itself.</summary>
    public static SshdLine At(int number, string text) => new(number, 0, text, "\n");

    /// <summary>The lines of a file.</summary>
    public static IReadOnlyList<SshdLine> Of(string text)
    {
        var lines = new List<SshdLine>();
        for (var start = 0; start < text.Length;)
        {
            var feed = text.IndexOf('\n', start);
            var end = feed < 0 ? text.Length : feed;
            lines.Add(new SshdLine(lines.Count + 1, start, text.Substring(start, end - start), feed < 0 ? "" : "\n"));
            start = end + 1;
        }

        return lines;
    }

    private void Read(string text, int begin)
    {
        if (text.Length == begin)
            return;
        var at = begin;
        var keyword = SshdTokens.Delimited(text, ref at);
        if (keyword?.Length == 0)
            keyword = SshdTokens.Delimited(text, ref at);
        if (string.IsNullOrEmpty(keyword) || keyword![0] == '#')
            return;
        Keyword = keyword;
        if (at < 0 || at == text.Length)
        {
            Problem = "has no argument";
            return;
        }

        RestStart = at;
        Rest = text.Substring(at);
        var words = SshdTokens.Arguments(text, at);
        Words = words ?? (IReadOnlyList<SshdWord>)[];
        Problem = words is null ? "has a quote that is not closed" : words.Count == 0 ? "has no argument" : null;
    }
}
