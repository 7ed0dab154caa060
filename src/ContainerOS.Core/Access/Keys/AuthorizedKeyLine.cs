using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Keys;

/// <summary>A line of a file of public keys, as sshd reads it. Its text has a character for each byte.</summary>
internal sealed class AuthorizedKeyLine
{
    private static readonly Content Blank = new();
    private readonly Content content; // apart: a file of a million blank lines has one

    private AuthorizedKeyLine(int number, string text, Content content) => (Number, Text, this.content) = (number, text, content);

    /// <summary>Its number, from 1.</summary>
    public int Number { get; }

    /// <summary>The line with its end.</summary>
    public string Text { get; }

    /// <summary>Whether it is blank or a comment.</summary>
    public bool IsBlank => content == Blank;

    /// <summary>The options, as they stand there.</summary>
    public IReadOnlyList<string> Options => content.Options;

    /// <summary>The type of the key; null when there is none.</summary>
    public string? Type => content.Type;

    /// <summary>The key in base64; null when there is none.</summary>
    public string? Base64 => content.Base64;

    /// <summary>What stands behind the key; empty when nothing does.</summary>
    public string Comment => content.Comment;

    /// <summary>Why sshd makes nothing of it; null when it does, and for blank lines.</summary>
    public string? Problem => content.Problem;

    /// <summary>Whether it holds a key that sshd takes.</summary>
    public bool IsKey => Base64 is not null;

    /// <summary>The key of an authority: who has a certificate of it gets in.</summary>
    public bool IsAuthority => HasOption("cert-authority");

    /// <summary>The SHA256 fingerprint; null when there is no key.</summary>
    public string? Fingerprint => Base64 is null ? null : HostKeyBlob.Fingerprint(Convert.FromBase64String(Base64));

    /// <summary>Reads the lines of a file.</summary>
    public static IReadOnlyList<AuthorizedKeyLine> Of(byte[] content)
    {
        var (text, lines, at) = (Latin1.Decode(content), new List<AuthorizedKeyLine>(), 0);
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at);
            var next = end < 0 ? text.Length : end + 1;
            var line = end == at ? "\n" : text.Substring(at, next - at);
            lines.Add(new AuthorizedKeyLine(lines.Count + 1, line, Read(line)));
            at = next;
        }

        return lines;
    }

    /// <summary>Whether it has an option, in any case.</summary>
    public bool HasOption(string name) => Options.Any(option => string.Equals(option, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What an option is set to, without its quotes; null when it is not there.</summary>
    public string? OptionValue(string name)
    {
        if (Options.FirstOrDefault(option => option.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase)) is not { } found)
            return null;
        var value = found.Substring(name.Length + 1);
        return value.Length > 1 && value[0] == '"' && value[value.Length - 1] == '"' ? value.Substring(1, value.Length - 2).Replace("\\\"", "\"") : value;
    }

    private static Content Read(string text)
    {
        if (IsBlankOrComment(text))
            return Blank;
        var line = text.TrimEnd('\n', '\r').TrimStart(' ', '\t');
        // sshd first takes the line for a key, and only then for options with a key behind them.
        if (Key(line) is { } plain)
            return plain;
        var (options, rest) = SplitOptions(line);
        if (options is null)
            return new Content { Problem = "a quote is not closed" };
        if (Key(rest) is not { } key)
            return new Content { Problem = "there is no whole key in it" };
        key.Options = options;
        return key;
    }

    private static bool IsBlankOrComment(string text)
    {
        var at = 0;
        while (at < text.Length && text[at] is (' ' or '\t'))
            at++;
        if (at < text.Length && text[at] == '#')
            return true;
        while (at < text.Length && text[at] is ('\n' or '\r'))
            at++;
        return at == text.Length;
    }

    private static Content? Key(string text)
    {
        var words = text.Split([' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || HostKeyBlob.Decode(words[0], words[1]) is null)
            return null;
        var comment = words.Length > 2 ? words[2].Trim(' ', '\t') : "";
        return words[0].Contains("-cert-v0")
            ? new Content { Type = words[0], Comment = comment, Problem = "it is a certificate, where sshd wants a key" }
            : new Content { Type = words[0], Base64 = words[1], Comment = comment };
    }

    // Up to the first blank outside of quotes; a backslash hides a quote.
    private static (IReadOnlyList<string>? Options, string Behind) SplitOptions(string line)
    {
        var (options, from, quoted, at) = (new List<string>(), 0, false, 0);
        for (; at < line.Length && (quoted || line[at] is not (' ' or '\t')); at++)
        {
            if (line[at] == '\\' && at + 1 < line.Length && line[at + 1] == '"')
            {
                at++;
            }
            else if (line[at] == '"')
            {
                quoted = !quoted;
            }
            else if (line[at] == ',' && !quoted)
            {
                options.Add(line.Substring(from, at - from));
                from = at + 1;
            }
        }

        options.Add(line.Substring(from, at - from));
        return quoted ? (null, "") : (options, line.Substring(at));
    }

    private sealed class Content
    {
        public IReadOnlyList<string> Options { get; set; } = [];

        public string? Type { get; init; }

        public string? Base64 { get; init; }

        public string Comment { get; init; } = "";

        public string? Problem { get; init; }
    }
}
