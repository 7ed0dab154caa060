using System;
using System.Globalization;
using System.Linq;

namespace ContainerOS.Connections.HostKeys;

/// <summary>The first field of a line of known_hosts: a list of names and patterns, or one hashed name.</summary>
internal static class KnownHostNames
{
    private const int DefaultPort = 22;

    /// <summary>What known_hosts calls a host: its name in lower case, and <c>[name]:port</c> on another port than 22.</summary>
    public static string Of(string host, int port) =>
        port == DefaultPort ? host.ToLowerInvariant() : "[" + host.ToLowerInvariant() + "]:" + port.ToString(CultureInfo.InvariantCulture);

    public static bool IsHashed(string names) => names.StartsWith("|", StringComparison.Ordinal);

    public static bool IsPattern(string name) => name.IndexOfAny(['*', '?', '!']) >= 0;

    /// <summary>Whether the field covers the name, which is in the form that <see cref="Of"/> gives.</summary>
    public static bool Match(string names, string name)
    {
        if (IsHashed(names))
        {
            using var hash = new HostNameHash(name);
            return hash.Match(names);
        }

        if (names.IndexOf(',') < 0 && !IsPattern(names))
            return string.Equals(names, name, StringComparison.OrdinalIgnoreCase);

        var covered = false;
        foreach (var item in names.ToLowerInvariant().Split(','))
        {
            var negated = item.StartsWith("!", StringComparison.Ordinal);
            if (!MatchPattern(negated ? item.Substring(1) : item, name))
                continue;
            if (negated)
                return false;
            covered = true;
        }

        return covered;
    }

    /// <summary>The field without the name; empty when nothing is left that covers a host.</summary>
    /// <returns>Null when the name cannot be taken off: it is not there, or a pattern covers it.</returns>
    public static string? Without(string names, string name)
    {
        if (!Match(names, name))
            return null;
        if (IsHashed(names))
            return "";
        var others = names.Split(',').Where(item => !string.Equals(item, name, StringComparison.OrdinalIgnoreCase)).ToList();
        var rest = string.Join(",", others);
        return Match(rest, name) ? null : others.Exists(item => item.Length > 0 && item[0] != '!') ? rest : "";
    }

    // '*' stands for any text, '?' for one character; a '*' that took too little takes one more and the rest is tried again.
    private static bool MatchPattern(string pattern, string name)
    {
        var (p, n, star, resume) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, resume) = (p++, n);
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
                (p, n) = (p + 1, n + 1);
            else if (star >= 0)
                (p, n) = (star + 1, ++resume);
            else
                return false;
        }

        return pattern.Skip(p).All(c => c == '*');
    }
}
