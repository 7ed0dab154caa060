using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace ContainerOS.Connections.HostKeys;

/// <summary>The first field of a line of known_hosts: a list of names and patterns, or one hashed name.</summary>
internal static class KnownHostNames
{
    private const int DefaultPort = 22;
    private const string HashMagic = "|1|";
    private const int HashLength = 20;

    /// <summary>What known_hosts calls a host: its name in lower case, and <c>[name]:port</c> on another port than 22.</summary>
    public static string Of(string host, int port) =>
        port == DefaultPort ? host.ToLowerInvariant() : "[" + host.ToLowerInvariant() + "]:" + port.ToString(CultureInfo.InvariantCulture);

    public static bool IsHashed(string names) => names.StartsWith("|", StringComparison.Ordinal);

    public static bool IsPattern(string name) => name.IndexOfAny(['*', '?', '!']) >= 0;

    /// <summary>Hashes a name as ssh does with HashKnownHosts.</summary>
    public static string Hash(string name)
    {
        var salt = new byte[HashLength];
        using (var random = RandomNumberGenerator.Create())
            random.GetBytes(salt);
        return HashMagic + Convert.ToBase64String(salt) + "|" + Convert.ToBase64String(Hash(name, salt));
    }

    /// <summary>Whether the field covers the name, which is in the form that <see cref="Of"/> gives.</summary>
    public static bool Match(string names, string name)
    {
        if (IsHashed(names))
            return MatchHash(names, name);
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

    private static bool MatchHash(string names, string name)
    {
        var parts = names.Split('|');
        if (parts.Length != 4 || parts[1] != "1")
            return false;
        try
        {
            var salt = Convert.FromBase64String(parts[2]);
            return salt.Length == HashLength && Hash(name, salt).SequenceEqual(Convert.FromBase64String(parts[3]));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static byte[] Hash(string name, byte[] salt)
    {
        using var hmac = new HMACSHA1(salt);
        return hmac.ComputeHash(Encoding.UTF8.GetBytes(name));
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
