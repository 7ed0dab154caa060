using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ContainerOS.Tests.Fuzzing;

/// <summary>Spoils good inputs in the ways in which lines, disks, users and attackers do.</summary>
internal static class Spoiler
{
    private const int Large = 1 << 20;

    /// <summary>Text that terminals act upon or that hides other text: title, colours, clearing, C1, line tricks, right-to-left, zero-width, tags.</summary>
    public static readonly string[] Escapes =
        ["\u001b]0;owned\u0007", "\u001b[2J", "\u001b[31m", "\u009b31m", "\u009d0;x\u009c", "\r", "\b\b\b", "\0", "\u007f", "\u0085", "\u2028", "\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041"];

    // Also digits that are none to a parser of numbers, though char.IsDigit and \d take them.
    private static readonly string[] Numbers =
        ["-1", "0", "00", "99999999999999999999", "2147483648", "-9223372036854775808", "1e999", "NaN", "0x10", "\u0661\u0662", "\uff11", "1.7976931348623157E+308", "+5", "1,000", "65536"];

    // No UTF-8: a lone continuation, a surrogate, an overlong slash, beyond Unicode, a cut sequence.
    private static readonly byte[][] NotUtf8 = [[0x80], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0xff, 0xfe]];

    private static readonly string[] Fillers = [" ", "a", "=", "\\", ",", "\"", "'", "|", "0", "\t", ":", "\\040", " /", "1 ", "%", "é", "-", "*", "\u001b", "a:b "];

    public static byte[] Spoil(Random random, IReadOnlyList<byte[]> seeds, IReadOnlyList<string> words, bool large)
    {
        var bytes = seeds[random.Next(seeds.Count)];
        for (var rounds = random.Next(1, 6); rounds > 0; rounds--)
            bytes = Once(random, bytes, seeds, words);
        return large ? Enlarge(random, bytes, words) : bytes;
    }

    private static byte[] Once(Random random, byte[] bytes, IReadOnlyList<byte[]> seeds, IReadOnlyList<string> words)
    {
        var at = random.Next(bytes.Length + 1);
        var length = Math.Min(bytes.Length - at, random.Next(1, 40));
        switch (random.Next(13))
        {
            case 0:
                return bytes[..at];
            case 1:
                return Replace(bytes, at, length, []);
            case 2:
                return Replace(bytes, at, Math.Min(1, length), [(byte)random.Next(256)]);
            case 3:
                return Replace(bytes, at, Math.Min(1, length), [(byte)((at < bytes.Length ? bytes[at] : 0) ^ (1 << random.Next(8)))]);
            case 4:
                return Replace(bytes, at, 0, NotUtf8[random.Next(NotUtf8.Length)]);
            case 5 or 6:
                return Replace(bytes, at, 0, Pick(random, Escapes));
            case 7:
                return words.Count == 0 ? bytes : Replace(bytes, at, random.Next(2) * length, Pick(random, words));
            case 8:
                return NewNumber(random, bytes, at);
            case 9:
                var other = seeds[random.Next(seeds.Count)];
                return [.. bytes[..at], .. other[random.Next(other.Length + 1)..]];
            default:
                return Lines(random, bytes);
        }
    }

    private static byte[] NewNumber(Random random, byte[] bytes, int at)
    {
        var from = Array.FindIndex(bytes, at, b => b is >= (byte)'0' and <= (byte)'9');
        if (from < 0)
            return bytes;
        var to = from;
        while (to < bytes.Length && bytes[to] is >= (byte)'0' and <= (byte)'9')
            to++;
        return Replace(bytes, from, to - from, Pick(random, Numbers));
    }

    private static byte[] Lines(Random random, byte[] bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n').ToList();
        var (one, two) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(4))
        {
            case 0:
                lines.RemoveAt(one);
                break;
            case 1:
                lines.Insert(two, lines[one]);
                break;
            case 2:
                (lines[one], lines[two]) = (lines[two], lines[one]);
                break;
            default:
                lines.InsertRange(two, Enumerable.Repeat(lines[one], random.Next(2, 30)));
                break;
        }

        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    // A megabyte of one thing within a line, or of one line again and again.
    private static byte[] Enlarge(Random random, byte[] bytes, IReadOnlyList<string> words)
    {
        if (random.Next(3) == 0 && bytes.Length > 0)
        {
            var lines = Encoding.Latin1.GetString(bytes).Split('\n');
            var line = lines[random.Next(lines.Length)] + "\n";
            return [.. bytes, .. Encoding.Latin1.GetBytes("\n" + string.Concat(Enumerable.Repeat(line, Large / line.Length)))];
        }

        var filler = random.Next(4) == 0 && words.Count > 0 ? words[random.Next(words.Count)] : Fillers[random.Next(Fillers.Length)];
        return Replace(bytes, random.Next(bytes.Length + 1), 0, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(filler, Large / filler.Length))));
    }

    private static byte[] Pick(Random random, IReadOnlyList<string> texts) => Encoding.UTF8.GetBytes(texts[random.Next(texts.Count)]);

    private static byte[] Replace(byte[] bytes, int at, int length, byte[] with) => [.. bytes[..at], .. with, .. bytes[(at + length)..]];
}
