using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ContainerOS.Connections.HostKeys;

/// <summary>Keeps what was read last: hundreds of hosts are compared with one and the same file.</summary>
internal static class KnownHostsCache
{
    // A file that has just been written may be written again within the resolution of its time stamp.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private static readonly ConcurrentDictionary<string, (DateTime Written, long Length, IReadOnlyList<KnownHostsLine> Lines)> Files = new();

    /// <exception cref="KnownHostsException">The file cannot be read.</exception>
    public static IReadOnlyList<KnownHostsLine> Lines(string path)
    {
        var info = new FileInfo(path);
        var isFile = info.Exists && (info.Attributes & FileAttributes.ReparsePoint) == 0; // a link's own time says nothing about the file
        if (isFile && Files.TryGetValue(path, out var kept) && kept.Written == info.LastWriteTimeUtc && kept.Length == info.Length)
            return kept.Lines;

        IReadOnlyList<KnownHostsLine> lines = KnownHostsFile.Lines(path, KnownHostsFile.ReadBytes(path)).ToList();
        if (isFile && DateTime.UtcNow - info.LastWriteTimeUtc > Settled)
            Files[path] = (info.LastWriteTimeUtc, info.Length, lines);
        return lines;
    }
}
