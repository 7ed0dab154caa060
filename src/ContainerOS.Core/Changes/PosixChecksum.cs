using System.Globalization;

namespace ContainerOS.Changes;

/// <summary>What the command cksum of POSIX prints, which every host has.</summary>
internal static class PosixChecksum
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum and the size.</summary>
    public static string Of(byte[] content)
    {
        uint sum = 0;
        foreach (var b in content)
            sum = (sum << 8) ^ Table[(sum >> 24) ^ b];
        for (var length = content.LongLength; length != 0; length >>= 8)
            sum = (sum << 8) ^ Table[(sum >> 24) ^ (byte)length];
        return (~sum).ToString(CultureInfo.InvariantCulture) + " " + content.LongLength.ToString(CultureInfo.InvariantCulture);
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i << 24;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 0x80000000) != 0 ? (value << 1) ^ 0x04C11DB7 : value << 1;
            table[i] = value;
        }

        return table;
    }
}
