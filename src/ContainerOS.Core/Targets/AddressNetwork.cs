using System;
using System.Globalization;
using System.Net;

namespace ContainerOS.Targets;

/// <summary>A network, written as 10.0.0.0/8, fd00::/8 or one address.</summary>
public sealed class AddressNetwork
{
    private readonly byte[] prefix;
    private readonly int bits;
    private readonly string text;

    /// <summary>Reads a network.</summary>
    /// <param name="text">An address and the length of its prefix, for example <c>10.1.0.0/16</c>.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public AddressNetwork(string text)
    {
        this.text = (text ?? "").Trim();
        var slash = this.text.IndexOf('/');
        var address = GuestAddress.Parse(slash < 0 ? this.text : this.text.Substring(0, slash));
        prefix = address?.GetAddressBytes() ?? [];
        bits = prefix.Length * 8;
        var isNetwork = address is not null && (slash < 0 || (int.TryParse(this.text.Substring(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits <= prefix.Length * 8));
        if (!isNetwork)
            throw new ArgumentException($"'{HostText.Clean(this.text)}' is not a network. Expected for example 10.1.0.0/16 or fd00:1::/32.");
    }

    /// <summary>Tells whether an address is in the network.</summary>
    /// <param name="address">An address of either family.</param>
    /// <returns>True when it is.</returns>
    public bool Contains(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (bytes.Length != prefix.Length)
            return false;
        for (var i = 0; i * 8 < bits; i++)
        {
            var mask = bits - (i * 8) >= 8 ? 0xFF : 0xFF << (8 - (bits - (i * 8)));
            if (((bytes[i] ^ prefix[i]) & mask & 0xFF) != 0)
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => text;
}
