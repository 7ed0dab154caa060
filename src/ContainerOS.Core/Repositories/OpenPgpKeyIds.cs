using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ContainerOS.Repositories;

/// <summary>The ids of keys in OpenPGP data (RFC 4880): of public keys, and of those that made signatures. Nothing is verified: rpm does that.</summary>
internal static class OpenPgpKeyIds
{
    private const int Signature = 2;
    private const int PublicKey = 6;
    private const int PublicSubkey = 14;

    /// <summary>The ids of keys and subkeys, 16 hexadecimal digits each.</summary>
    public static IReadOnlyList<string> OfKeys(byte[] data) =>
        Blocks(data).SelectMany(Packets).Where(packet => packet.Tag is PublicKey or PublicSubkey).Select(packet => KeyId(packet.Body)).OfType<string>().Distinct().ToList();

    /// <summary>The ids of the keys that signed.</summary>
    public static IReadOnlyList<string> OfSignatures(byte[] data) =>
        Blocks(data).SelectMany(Packets).Where(packet => packet.Tag == Signature).Select(packet => Issuer(packet.Body)).OfType<string>().Distinct().ToList();

    // The contents of armoured blocks; where there is none, all of it.
    private static IEnumerable<byte[]> Blocks(byte[] data)
    {
        var text = Encoding.ASCII.GetString(data);
        if (text.IndexOf("-----BEGIN PGP", StringComparison.Ordinal) < 0)
        {
            yield return data;
            yield break;
        }

        foreach (Match block in Regex.Matches(text.Replace("\r", ""), @"-----BEGIN PGP [A-Z ]+-----\n(?:[^\n]+: [^\n]*\n)*\n?([A-Za-z0-9+/\n]+=*)\n", RegexOptions.CultureInvariant))
        {
            var digits = block.Groups[1].Value.Replace("\n", "");
            if (digits.Length % 4 == 0)
                yield return Convert.FromBase64String(digits);
        }
    }

    private static IEnumerable<(int Tag, byte[] Body)> Packets(byte[] data)
    {
        var at = 0;
        while (at + 2 <= data.Length && (data[at] & 0x80) != 0)
        {
            var isNew = (data[at] & 0x40) != 0;
            var tag = isNew ? data[at] & 0x3f : (data[at] & 0x3c) >> 2;
            var (length, size) = isNew ? NewLength(data, at + 1) : OldLength(data, at + 1, data[at] & 3);
            at += 1 + size;
            if (length < 0 || length > data.Length - at)
                yield break;
            yield return (tag, data.Skip(at).Take(length).ToArray());
            at += length;
        }
    }

    // The length, and how many bytes say it; -1 for one that does not end, or is cut off.
    private static (int Length, int Size) NewLength(byte[] data, int at)
    {
        if (at >= data.Length || data[at] is >= 224 and < 255)
            return (-1, 0);
        if (data[at] < 192)
            return (data[at], 1);
        return data[at] == 255 ? (Number(data, at + 1, 4), 5) : at + 1 < data.Length ? (((data[at] - 192) << 8) + data[at + 1] + 192, 2) : (-1, 0);
    }

    private static (int Length, int Size) OldLength(byte[] data, int at, int kind) => kind switch { 0 => (Number(data, at, 1), 1), 1 => (Number(data, at, 2), 2), 2 => (Number(data, at, 4), 4), _ => (-1, 0) };

    private static int Number(byte[] data, int at, int count)
    {
        if (count > data.Length - at)
            return -1;
        var number = 0L;
        for (var i = 0; i < count; i++)
            number = (number << 8) | data[at + i];
        return number > int.MaxValue ? -1 : (int)number;
    }

    // The last eight bytes of the fingerprint, which OpenPGP makes with SHA-1.
    [SuppressMessage("Security", "CA5350", Justification = "a name of a key, by its definition; nothing is trusted for it")]
    private static string? KeyId(byte[] body)
    {
        if (body.Length < 6 || body.Length > ushort.MaxValue || body[0] != 4)
            return null;
        using var hash = SHA1.Create();
        return Hex(hash.ComputeHash([0x99, (byte)(body.Length >> 8), (byte)body.Length, .. body]), 12);
    }

    private static string? Issuer(byte[] body)
    {
        if (body.Length >= 15 && body[0] == 3)
            return Hex(body, 7);
        var hashed = body.Length > 6 && body[0] == 4 ? Number(body, 4, 2) : -1;
        var others = hashed < 0 ? -1 : Number(body, 6 + hashed, 2);
        return others < 0 || others > body.Length - 8 - hashed ? null : Issuer(body, 6, hashed) ?? Issuer(body, 8 + hashed, others);
    }

    // Subpacket 16 is the id, 33 the fingerprint behind a byte of its version.
    private static string? Issuer(byte[] body, int at, int length)
    {
        var end = at + length;
        while (at < end)
        {
            var (size, digits) = body[at] >= 224 && body[at] < 255 ? (((body[at] - 192) << 8) + (at + 1 < end ? body[at + 1] : 0) + 192, 2) : NewLength(body, at);
            at += digits;
            if (size < 1 || size > end - at)
                return null;
            var type = body[at] & 0x7f;
            if ((type == 16 && size == 9) || (type == 33 && size == 22 && body[at + 1] == 4))
                return Hex(body, at + size - 8);
            at += size;
        }

        return null;
    }

    private static string Hex(byte[] bytes, int at) => BitConverter.ToString(bytes, at, 8).Replace("-", "");
}
