using System;
using System.Collections.Generic;
using System.Text;

namespace ContainerOS.OperatingSystems;

/// <summary>Reads an os-release file, by the rules of os-release(5).</summary>
public static class OsRelease
{
    /// <summary>Reads the assignments; a later one wins, as in a shell.</summary>
    /// <param name="lines">The file's lines, also with CR at their ends.</param>
    /// <returns>The values without their quotes, terminal escapes made visible.</returns>
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var raw in lines)
        {
            var line = raw.Trim().TrimStart('\uFEFF');
            var equals = line.IndexOf('=');
            if (equals > 0 && line[0] != '#')
                values[line.Substring(0, equals).Trim()] = HostText.Clean(Unquote(line.Substring(equals + 1).Trim()));
        }

        return values;
    }

    private static string Unquote(string text)
    {
        if (text.Length >= 2 && text[0] == '\'' && text[text.Length - 1] == '\'')
            return text.Substring(1, text.Length - 2);
        var quoted = text.Length >= 2 && text[0] == '"' && text[text.Length - 1] == '"';
        var inner = quoted ? text.Substring(1, text.Length - 2) : text;
        if (inner.IndexOf('\\') < 0)
            return inner;

        var plain = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length && (!quoted || "\\\"$`".IndexOf(inner[i + 1]) >= 0))
                i++;
            plain.Append(inner[i]);
        }

        return plain.ToString();
    }
}
