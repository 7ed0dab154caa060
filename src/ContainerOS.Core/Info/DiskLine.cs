using System;
using System.Linq;

namespace ContainerOS.Info;

/// <summary>A line of <c>df -P -k</c>: device, size, used, free, share in percent, mount point.</summary>
internal sealed class DiskLine
{
    public long Size { get; private init; }

    public long Used { get; private init; }

    /// <summary>Not negative, though df may say so of a full file system.</summary>
    public long Free { get; private init; }

    public string MountPoint { get; private init; } = "";

    /// <summary>Null when the line is no such line.</summary>
    public static DiskLine? Parse(string line)
    {
        // Device and mount point may hold blanks; the numbers between them do not.
        for (var size = Next(line, 0); size < line.Length; size = Next(line, size))
        {
            var used = Next(line, size);
            var free = Next(line, used);
            var share = Next(line, free);
            var point = Next(line, share);
            if (point < line.Length && line[point] == '/' && IsShare(Word(line, share))
                && Kibibytes.Read(Word(line, size)) is { } sizeBytes && Kibibytes.Read(Word(line, used)) is { } usedBytes && ReadFree(Word(line, free)) is { } freeBytes)
                return new DiskLine { Size = sizeBytes, Used = usedBytes, Free = freeBytes, MountPoint = line.Substring(point) };
        }

        return null;
    }

    // df may say less than nothing of a full file system.
    private static long? ReadFree(string word) => word.StartsWith("-", StringComparison.Ordinal) ? (Kibibytes.Read(word.Substring(1)) is null ? null : 0) : Kibibytes.Read(word);

    private static bool IsShare(string word) => word == "-" || (word.Length is > 1 and <= 4 && word[word.Length - 1] == '%' && word.Take(word.Length - 1).All(digit => digit is >= '0' and <= '9'));

    private static string Word(string line, int at) => line.Substring(at, End(line, at) - at);

    private static int Next(string line, int at)
    {
        at = End(line, at);
        while (at < line.Length && char.IsWhiteSpace(line[at]))
            at++;
        return at;
    }

    private static int End(string line, int at)
    {
        while (at < line.Length && !char.IsWhiteSpace(line[at]))
            at++;
        return at;
    }
}
