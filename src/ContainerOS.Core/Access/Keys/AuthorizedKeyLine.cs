using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Keys;

/// <summary>A line of a file of public keys, as sshd reads it. Its text has a character for each byte.</summary>
internal sealed class AuthorizedKeyLine
{
    private AuthorizedKeyLine(int number, string text) => (Number, Text) = (number, text);

    /// <summary>Its number, from 1.</summary>
    public int Number { get; }

    /// <summary>The line with its end.</summary>
    public string Text { get; }

    /// <summary>Whether it is blank or a comment.</summary>
    public bool IsBlank { get; private init; }

    /// <summary>The options, as they stand there.</summary>
    public IReadOnlyList<string> Options { get; private init; } = [];

    /// <summary>The type of the key; null when there is none.</summary>
    public string? Type { get; private init; }

    /// <summary>The key in base64; null when there is none.</summary>
    public string? Base64 { get; private init; }

    /// <summary>What stands behind the key; empty when nothing does.</summary>
    public string Comment { get; private init; } = "";

    /// <summary>Why sshd makes nothing of it; null when it does, and for blank lines.</summary>
    public string? Problem { get; private init; }

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
            lines.Add(Of(lines.Count + 1, text.Substring(at, next - at)));
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

    private static AuthorizedKeyLine Of(int number, string text)
    {
        var line = text.TrimEnd('\n', '\r').TrimStart(' ', '\t');
        if (line.Length == 0 || line[0] == '#')
            return new AuthorizedKeyLine(number, text) { IsBlank = true };
        // sshd first takes the line for a key, and only then for options with a key behind them.
        if (Key(line) is { } plain)
            return new AuthorizedKeyLine(number, text) { Type = plain.Type, Base64 = plain.Base64, Comment = plain.Comment, Problem = plain.Problem };
        var (options, rest) = SplitOptions(line);
        if (options is null)
            return new AuthorizedKeyLine(number, text) { Problem = "a quote is not closed" };
        return Key(rest) is { } key
            ? new AuthorizedKeyLine(number, text) { Options = options, Type = key.Type, Base64 = key.Base64, Comment = key.Comment, Problem = key.Problem }
            : new AuthorizedKeyLine(number, text) { Problem = "there is no whole key in it" };
    }

    private static (string Type, string? Base64, string Comment, string? Problem)? Key(string text)
    {
        var words = text.Split([' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || HostKeyBlob.Decode(words[0], words[1]) is null)
            return null;
        var comment = words.Length > 2 ? words[2].Trim(' ', '\t') : "";
        return words[0].Contains("-cert-v0") ? (words[0], null, comment, "it is a certificate, where sshd wants a key") : (words[0], words[1], comment, null);
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
}
