using System;

namespace ContainerOS.Info;

/// <summary>Memory and swap from /proc/meminfo.</summary>
internal static class MemoryReader
{
    public static void Read(HostInfo info, HostFacts facts)
    {
        info.MemoryTotalBytes = Bytes(facts, "MemTotal", nameof(info.MemoryTotalBytes));
        info.MemoryAvailableBytes = Bytes(facts, "MemAvailable", nameof(info.MemoryAvailableBytes));
        // Not total - free: caches are there to be given back.
        info.MemoryUsedBytes = Difference(facts, info.MemoryTotalBytes, info.MemoryAvailableBytes, nameof(info.MemoryUsedBytes));
        info.SwapTotalBytes = Bytes(facts, "SwapTotal", nameof(info.SwapTotalBytes));
        info.SwapUsedBytes = Difference(facts, info.SwapTotalBytes, Bytes(facts, "SwapFree", nameof(info.SwapUsedBytes)), nameof(info.SwapUsedBytes));
    }

    private static long? Bytes(HostFacts facts, string key, string property)
    {
        foreach (var line in facts.All("mem"))
        {
            if (!line.StartsWith(key + ":", StringComparison.Ordinal))
                continue;
            var value = line.Substring(key.Length + 1).Trim();
            if (value.EndsWith(" kB", StringComparison.Ordinal) && Kibibytes.Read(value.Substring(0, value.Length - 3)) is { } bytes)
                return bytes;
            facts.NoteGarbage(property, key + " of /proc/meminfo", value);
            return null;
        }

        facts.Note(property, facts.Reason("/proc/meminfo"));
        return null;
    }

    private static long? Difference(HostFacts facts, long? total, long? rest, string property)
    {
        if (rest <= total)
            return total - rest;
        facts.Note(property, total is null || rest is null ? "it is computed from values that are unknown" : $"/proc/meminfo has {rest} bytes left of {total}");
        return null;
    }
}
