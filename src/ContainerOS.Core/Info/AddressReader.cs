using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace ContainerOS.Info;

/// <summary>A host's addresses, from the kernel's own tables: <c>ip</c> would be one more process and is not everywhere.</summary>
internal static class AddressReader
{
    private static readonly string[] ContainerInterfaces = ["docker", "br-", "veth", "cni", "flannel", "cali", "cilium", "lxc", "virbr", "kube-", "nodelocaldns", "tunl", "vxlan", "weave"];

    private const int MostRoutes = 200; // as many as the probe sends

    public static IReadOnlyList<string> Read(HostFacts facts)
    {
        var routes = facts.All("route").Take(MostRoutes).Select(Route.Parse).OfType<Route>().ToList();
        var addresses = new List<string>();
        var connection = facts.All("connection").FirstOrDefault()?.Split(' ') ?? [];
        if (connection.Length == 4 && IPAddress.TryParse(connection[2], out var server))
            addresses.Add(server.ToString());
        // A service address of kube-proxy is local too, but has no network of its own. The longest mask is the nearest network.
        addresses.AddRange(LocalIPv4(facts).Where(address =>
            routes.Where(route => route.Holds(address)).OrderByDescending(route => route.Mask).FirstOrDefault() is { } route
            && !IsContainers(route.Interface)).Select(address => address.ToString()));
        addresses.AddRange(facts.All("inet6").Select(IPv6).OfType<string>());
        return addresses.Distinct().ToList();
    }

    private static bool IsContainers(string name) => ContainerInterfaces.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private static IEnumerable<IPAddress> LocalIPv4(HostFacts facts)
    {
        string? last = null;
        foreach (var line in facts.All("trie"))
        {
            var leaf = line.IndexOf("|--", StringComparison.Ordinal);
            if (leaf >= 0)
                last = line.Substring(leaf + 3).Trim();
            else if (line.Contains("/32 host LOCAL") && IPAddress.TryParse(last, out var address)
                && address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address))
                yield return address;
        }
    }

    // fe800000000000000250568afffe9e01 02 40 20 80 eth0: address, interface, prefix length, scope, flags, name
    private static string? IPv6(string line)
    {
        var words = line.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 6 || words[0].Length != 32 || words[3] != "00" || IsContainers(words[5]))
            return null;
        var bytes = new byte[16];
        for (var i = 0; i < 16; i++)
        {
            if (!byte.TryParse(words[0].Substring(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]))
                return null;
        }

        return new IPAddress(bytes).ToString();
    }

    private sealed class Route
    {
        public string Interface { get; private init; } = "";

        private uint Destination { get; init; }

        public uint Mask { get; private init; }

        // The networks that an interface is in itself: no gateway.
        // Numbers in the host's byte order, as hexadecimal: little-endian on all systems that are met here.
        public static Route? Parse(string line)
        {
            var words = line.Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries);
            return words.Length >= 8 && TryHex(words[1], out var destination) && words[2] == "00000000" && TryHex(words[7], out var mask) && mask != 0
                ? new Route { Interface = words[0], Destination = destination, Mask = mask }
                : null;
        }

        public bool Holds(IPAddress address) => (BitConverter.ToUInt32(address.GetAddressBytes(), 0) & Mask) == Destination;

        private static bool TryHex(string word, out uint value) =>
            uint.TryParse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
