using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ContainerOS.Targets;

/// <summary>Reads and checks what users type as a host.</summary>
internal static class HostTargetParser
{
    private const string Expected = "Expected host, user@host:port, [IPv6]:port or an ssh_config alias.";

    private const int LengthLimit = 255;

    // Neither host names nor ssh_config aliases need these, and a ProxyCommand that uses %h hands them to a shell.
    private const string Forbidden = "'\"`$\\;&|<>(){}!#,/=^~";

    public static HostTarget Parse(string text)
    {
        var rest = (text ?? "").Trim();
        if (rest.Length == 0)
            throw new HostTargetException("The host name is empty. " + Expected);
        var label = rest;
        if (rest.StartsWith("ssh://", StringComparison.OrdinalIgnoreCase))
            rest = rest.Substring("ssh://".Length).TrimEnd('/');

        string? user = null;
        var at = rest.LastIndexOf('@'); // user names of directory services hold an @ themselves
        if (at >= 0)
        {
            user = rest.Substring(0, at);
            rest = rest.Substring(at + 1);
            if (user.Length == 0)
                throw new HostTargetException($"'{Show(label)}' has an @ but no user name before it. {Expected}");
        }

        var (host, port) = SplitPort(rest, label);
        return new HostTarget(host, host, port, user);
    }

    public static string CheckLabel(string label) =>
        string.IsNullOrWhiteSpace(label) || label.Any(char.IsControl)
            ? throw new HostTargetException("The computer name is empty or has control characters. " + Expected)
            : HostText.Clean(label.Trim()); // names of virtual machines hold what their makers typed

    public static string CheckAddress(string address)
    {
        if (string.IsNullOrWhiteSpace(address))
            throw new HostTargetException("The host name is empty. " + Expected);
        if (address.IndexOfAny(['*', '?', '[', ']']) >= 0)
            throw new HostTargetException($"'{Show(address)}' has wildcard characters or stray brackets: hosts are named one by one, nothing is looked up. {Expected}");
        if (address[0] == '-')
            throw new HostTargetException($"'{Show(address)}' starts with a hyphen, which no host name does. {Expected}");
        if (address.Length > LengthLimit)
            throw new HostTargetException($"'{Show(address)}' is longer than any host name. {Expected}");
        var isIPv6 = IsIPv6(address);
        foreach (var c in address)
        {
            if (char.IsWhiteSpace(c) || HostText.IsUnsafe(c) || Forbidden.IndexOf(c) >= 0 || (c == '%' && !isIPv6))
                throw new HostTargetException($"'{Show(address)}' has a character that no host name has: '{Show(c.ToString())}'. {Expected}");
        }

        if (HostText.Clean(address) != address)
            throw new HostTargetException($"'{Show(address)}' has characters that no host name has. {Expected}");
        return address.IndexOf(':') < 0 || isIPv6
            ? address
            : throw new HostTargetException($"'{Show(address)}' is neither host:port nor an IPv6 address. {Expected}");
    }

    public static int? CheckPort(int? port) => port is null or (>= 1 and <= 65535)
        ? port
        : throw new HostTargetException($"Port {port} is out of range: TCP ports go from 1 to 65535.");

    public static string? CheckUserName(string? user)
    {
        if (user is null)
            return null;
        if (user.IndexOf(':') >= 0) // what follows the colon is not shown: it may be meant as a password
            throw new HostTargetException("A user name cannot hold a colon, and a password does not belong beside a host name: use -Credential.");
        if (user.Length == 0 || user[0] == '-' || user.Any(c => char.IsWhiteSpace(c) || HostText.IsUnsafe(c) || "'\"`$;&|<>(){}".IndexOf(c) >= 0) || HostText.Clean(user) != user)
            throw new HostTargetException($"'{Show(user)}' is not a user name that ssh accepts. {Expected}");
        return user;
    }

    private static (string Host, int? Port) SplitPort(string rest, string label)
    {
        if (rest.StartsWith("[", StringComparison.Ordinal))
        {
            var end = rest.IndexOf(']');
            if (end < 0)
                throw new HostTargetException($"'{Show(label)}' has no closing bracket. {Expected}");
            var host = rest.Substring(1, end - 1);
            if (!IsIPv6(host))
                throw new HostTargetException($"'{Show(label)}': what stands in brackets is not an IPv6 address (wildcards are not looked up). {Expected}");
            var tail = rest.Substring(end + 1);
            if (tail.Length == 0)
                return (host, null);
            return tail[0] == ':'
                ? (host, ReadPort(tail.Substring(1), label))
                : throw new HostTargetException($"'{Show(label)}' has text after the bracket that is no port. {Expected}");
        }

        var colon = rest.IndexOf(':');
        if (colon < 0 || IsIPv6(rest))
            return (rest, null);
        if (colon != rest.LastIndexOf(':'))
            throw new HostTargetException($"'{Show(label)}' is neither host:port nor an IPv6 address. {Expected}");
        return (rest.Substring(0, colon), ReadPort(rest.Substring(colon + 1), label));
    }

    private static int ReadPort(string text, string label) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? port
            : throw new HostTargetException($"'{Show(label)}': '{Show(text)}' is not a TCP port; ports go from 1 to 65535.");

    // A zone (fe80::1%eth0) names an interface of this machine, or of a jump host: only its form is checked.
    private static bool IsIPv6(string text)
    {
        if (text.IndexOf(':') < 0)
            return false;
        var zone = Regex.Match(text, @"%[\w.-]+$", RegexOptions.CultureInvariant);
        var plain = zone.Success ? text.Substring(0, zone.Index) : text;
        return plain.IndexOfAny(['[', ']', '%', '/']) < 0
            && IPAddress.TryParse(plain, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    private static string Show(string text) => HostText.Clean(text.Length > 80 ? text.Substring(0, 80) + "..." : text);
}
