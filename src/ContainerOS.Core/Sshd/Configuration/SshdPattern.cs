using System;
using System.Globalization;
using System.Net;

namespace ContainerOS.Sshd.Configuration;

/// <summary>Patterns and lists of them, as match.c and addrmatch.c of OpenSSH read them.</summary>
internal static class SshdPattern
{
    /// <summary>Whether a text matches a pattern with <c>*</c> and <c>?</c>.</summary>
    public static bool Matches(string text, string pattern)
    {
        // The last star and what it stood for: on a mismatch it stands for one character more.
        var (at, on, star, behind) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (on < pattern.Length && pattern[on] == '*')
            {
                star = on++;
                behind = at;
            }
            else if (on < pattern.Length && (pattern[on] == '?' || pattern[on] == text[at]))
            {
                on++;
                at++;
            }
            else if (star >= 0)
            {
                on = star + 1;
                at = ++behind;
            }
            else
            {
                return false;
            }
        }

        while (on < pattern.Length && pattern[on] == '*')
            on++;
        return on == pattern.Length;
    }

    /// <summary>Whether a list with commas has a text; a match of a pattern with <c>!</c> is none.</summary>
    /// <returns>1, 0 for no match, -1 for one of a negated pattern.</returns>
    public static int MatchList(string text, string list)
    {
        var found = 0;
        foreach (var entry in list.Split(','))
        {
            var negated = entry.StartsWith("!", StringComparison.Ordinal);
            if (!Matches(text, negated ? entry.Substring(1) : entry))
                continue;
            if (negated)
                return -1;
            found = 1;
        }

        return found;
    }

    /// <summary>Whether a list of addresses, networks and patterns has an address; the first negated entry that does says no.</summary>
    public static bool MatchAddress(string address, string list)
    {
        if (!IPAddress.TryParse(address, out var ip))
            return false;
        var found = false;
        foreach (var entry in list.Split(','))
        {
            var negated = entry.StartsWith("!", StringComparison.Ordinal);
            var one = negated ? entry.Substring(1) : entry;
            if (!(Network(one) is { } network ? Has(network, ip) : Matches(address, one)))
                continue;
            if (negated)
                return false;
            found = true;
        }

        return found;
    }

    /// <summary>Whether sshd takes a list of addresses: none is empty, and no network is smaller than its address.</summary>
    public static bool IsAddressList(string list)
    {
        foreach (var entry in list.Split(','))
        {
            var one = entry.StartsWith("!", StringComparison.Ordinal) ? entry.Substring(1) : entry;
            if (one.Length == 0 || (Network(one) is { } network && !IsValid(network)))
                return false;
        }

        return true;
    }

    private static bool Has((byte[] Address, int Bits) network, IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == network.Address.Length && Same(bytes, network.Address, 0, Math.Min(network.Bits, bytes.Length * 8));
    }

    private static bool IsValid((byte[] Address, int Bits) network) =>
        network.Bits <= network.Address.Length * 8 && Same(network.Address, new byte[network.Address.Length], network.Bits, network.Address.Length * 8);

    // Null for what is a pattern.
    private static (byte[] Address, int Bits)? Network(string text)
    {
        var slash = text.IndexOf('/');
        var bits = -1;
        if (slash >= 0 && (!int.TryParse(text.Substring(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits) || bits > 128))
            return null;
        if (!IPAddress.TryParse(slash < 0 ? text : text.Substring(0, slash), out var address))
            return null;
        var bytes = address.GetAddressBytes();
        return (bytes, slash < 0 ? bytes.Length * 8 : bits);
    }

    private static bool Same(byte[] one, byte[] other, int from, int to)
    {
        for (var bit = from; bit < to; bit++)
        {
            var mask = 0x80 >> (bit % 8);
            if ((one[bit / 8] & mask) != (other[bit / 8] & mask))
                return false;
        }

        return true;
    }
}
