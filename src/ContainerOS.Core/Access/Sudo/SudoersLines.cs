using System.Collections.Generic;
using System.Text;

namespace ContainerOS.Access.Sudo;

/// <summary>The lines of a file of sudo's rules, without comments, continued ones joined. Source: toke.l of sudo.</summary>
internal static class SudoersLines
{
    /// <summary>The lines that say something.</summary>
    public static IEnumerable<SudoersPlace> Of(string file, string text)
    {
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var (begin, joined) = (line, new StringBuilder());
            at = Take(text, at, joined, ref line);
            if (joined.ToString().Trim() is { Length: > 0 } said)
                yield return new SudoersPlace(file, begin, said);
        }
    }

    private static int Take(string text, int at, StringBuilder joined, ref int line)
    {
        var quoted = false;
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '\\' && Continued(text, at + 1) is { } next)
            {
                joined.Append(' ');
                at = next;
                line++;
                continue;
            }

            if (c == '\n')
            {
                line++;
                return at + 1;
            }

            if (c == '#' && !quoted && !IsNumber(text, at + 1) && !IsInclude(text, at, joined))
            {
                var end = text.IndexOf('\n', at);
                line++;
                return end < 0 ? text.Length : end + 1;
            }

            if (c == '"')
                quoted = !quoted;
            joined.Append(c == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? ' ' : c);
            at++;
            if (c == '\\' && at < text.Length && text[at] != '\n')
                joined.Append(text[at++]);
        }

        return at;
    }

    // Where the next line begins; null when the line does not go on.
    private static int? Continued(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r')
            at++;
        return at < text.Length && text[at] == '\n' ? at + 1 : null;
    }

    // #0 is the account or group with that number.
    private static bool IsNumber(string text, int at)
    {
        if (at < text.Length && text[at] == '-')
            at++;
        return at < text.Length && text[at] is >= '0' and <= '9';
    }

    private static bool IsInclude(string text, int at, StringBuilder before) => before.ToString().Trim().Length == 0 && string.CompareOrdinal(text, at, "#include", 0, 8) == 0;
}
