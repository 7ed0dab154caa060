using System;
using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Repositories;

/// <summary>The beginning of an rpm file: a lead of 96 bytes, then the header that holds its signatures.</summary>
internal static class RpmFile
{
    private const int Lead = 96;
    private const int Intro = 16;
    private static readonly byte[] Magic = [0xed, 0xab, 0xee, 0xdb];
    private static readonly byte[] HeaderMagic = [0x8e, 0xad, 0xe8, 0x01];
    private static readonly int[] SignatureTags = [267, 268, 1002, 1005]; // DSAHEADER, RSAHEADER, PGP, GPG

    /// <summary>The ids of the keys that signed a package; empty where none did.</summary>
    /// <param name="data">At least the lead and the header behind it.</param>
    /// <returns>Null where that is no rpm, or ends too early.</returns>
    public static IReadOnlyList<string>? Signers(byte[] data)
    {
        if (data.Length < Lead + Intro || !data.Take(4).SequenceEqual(Magic) || !data.Skip(Lead).Take(4).SequenceEqual(HeaderMagic))
            return null;
        var entries = Number(data, Lead + 8);
        var size = Number(data, Lead + 12);
        var store = Lead + Intro + (entries * 16);
        if (entries > 1024 || store + size > data.Length)
            return null;
        var signers = new List<string>();
        for (var at = Lead + Intro; at < store; at += 16)
        {
            var offset = Number(data, at + 8);
            var count = Number(data, at + 12);
            if (SignatureTags.Contains((int)Math.Min(Number(data, at), int.MaxValue)) && offset + count <= size)
                signers.AddRange(OpenPgpKeyIds.OfSignatures(data.Skip((int)(store + offset)).Take((int)count).ToArray()));
        }

        return signers.Distinct().ToList();
    }

    private static long Number(byte[] data, long at) => ((long)data[at] << 24) | ((long)data[at + 1] << 16) | ((long)data[at + 2] << 8) | data[at + 3];
}
