using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace ContainerOS.Build;

/// <summary>A zip file that depends on nothing but its content: entries sorted, one time stamp, one mode.</summary>
internal static class ReproducibleZip
{
    private const int RegularFile0644 = 0x81A4 << 16;
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(string file, IReadOnlyDictionary<string, byte[]> parts)
    {
        var partial = file + ".partial";
        using (var zip = new ZipArchive(File.Create(partial), ZipArchiveMode.Create))
        {
            foreach (var (name, content) in parts.OrderBy(part => part.Key, StringComparer.Ordinal))
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = Epoch;
                entry.ExternalAttributes = RegularFile0644;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }
        File.Move(partial, file, overwrite: true);
    }
}
