using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace ContainerOS.Targets;

/// <summary>What VMware Tools reports as a guest's addresses.</summary>
internal static class GuestAddress
{
    /// <summary>Reads an address in full form; null when it is none. IPAddress alone takes '10' for 0.0.0.10.</summary>
    public static IPAddress? Parse(string text) =>
        (text.IndexOf(':') >= 0 || text.Count(c => c == '.') == 3) && text.IndexOfAny(['[', ']', '/']) < 0 && IPAddress.TryParse(text, out var address) ? address : null;

    /// <summary>Whether other machines can reach it: neither loopback, link-local, multicast nor unspecified.</summary>
    public static bool IsUsable(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            return false;
        var bytes = address.GetAddressBytes();
        return IsIPv4(address)
            ? !(bytes[0] == 169 && bytes[1] == 254) && bytes[0] is > 0 and < 224
            : !address.IsIPv6LinkLocal && !address.IsIPv6Multicast && !address.IsIPv6SiteLocal;
    }

    public static bool IsIPv4(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork;
}
