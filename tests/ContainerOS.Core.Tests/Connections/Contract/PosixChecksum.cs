namespace ContainerOS.Tests.Connections.Contract;

/// <summary>What the command cksum computes.</summary>
internal static class PosixChecksum
{
    public static uint Of(string ascii)
    {
        var sum = 0u;
        foreach (var c in ascii)
            sum = Add(sum, (byte)c);
        for (var length = ascii.Length; length > 0; length >>= 8)
            sum = Add(sum, (byte)length);
        return ~sum;
    }

    private static uint Add(uint sum, byte value)
    {
        sum ^= (uint)value << 24;
        for (var bit = 0; bit < 8; bit++)
            sum = (sum & 0x80000000) != 0 ? (sum << 1) ^ 0x04C11DB7 : sum << 1;
        return sum;
    }
}
