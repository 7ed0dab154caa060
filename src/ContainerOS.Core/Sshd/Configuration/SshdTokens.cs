using System.Collections.Generic;
using System.Text;

namespace ContainerOS.Sshd.Configuration;

/// <summary>Takes lines apart as sshd does: misc.c of OpenSSH 8.7 and newer, oddities included.</summary>
internal static class SshdTokens
{
    private static readonly char[] Delimiters = [' ', '\t', '\r', '\n', '"', '='];

    /// <summary>The next word by the rules for keywords and Match (strdelim): quotes, and one equals sign for a blank.</summary>
    /// <param name="text">The line.</param>
    /// <param name="at">Where to go on; -1 when nothing is left.</param>
    /// <returns>The word; null when nothing is left or a quote is not closed.</returns>
    public static string? Delimited(string text, ref int at)
    {
        if (at < 0)
            return null;
        var from = at;
        var stop = text.IndexOfAny(Delimiters, from);
        if (stop < 0)
        {
            at = -1;
            return text.Substring(from);
        }

        if (text[stop] == '"')
        {
            var end = text.IndexOf('"', stop + 1);
            at = end < 0 ? -1 : SkipBlanks(text, end + 1);
            return end < 0 ? null : text.Substring(from, stop - from) + text.Substring(stop + 1, end - stop - 1);
        }

        at = SkipBlanks(text, stop + 1);
        if (text[stop] != '=' && at < text.Length && text[at] == '=')
            at = SkipBlanks(text, at + 1);
        return text.Substring(from, stop - from);
    }

    /// <summary>The arguments of a keyword (argv_split), up to a comment.</summary>
    /// <returns>The words; null when a quote is not closed.</returns>
    public static List<SshdWord>? Arguments(string text, int from)
    {
        var words = new List<SshdWord>();
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] is ' ' or '\t')
                continue;
            if (text[at] == '#')
                break;
            var start = at;
            if (Argument(text, ref at) is not { } word)
                return null;
            words.Add(new SshdWord(word, start, at));
        }

        return words;
    }

    private static string? Argument(string text, ref int at)
    {
        var word = new StringBuilder();
        var quote = '\0';
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\' && at + 1 < text.Length && (text[at + 1] is '\'' or '"' or '\\' || (quote == '\0' && text[at + 1] == ' ')))
                word.Append(text[++at]);
            else if (quote == '\0' && c is ' ' or '\t')
                return word.ToString();
            else if (quote == '\0' && c is '"' or '\'')
                quote = c;
            else if (quote != '\0' && c == quote)
                quote = '\0';
            else
                word.Append(c);
        }

        return quote == '\0' ? word.ToString() : null;
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n')
            at++;
        return at;
    }
}
