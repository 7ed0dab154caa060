using System;
using System.Collections.Generic;
using System.Text;

namespace ContainerOS.Connections.HostKeys;

/// <summary>New contents of known_hosts made of old ones, byte for byte the same elsewhere.</summary>
internal static class KnownHostsEdit
{
    // One character per byte, whatever the bytes are.
    private static readonly Encoding Bytes = Encoding.GetEncoding("iso-8859-1");

    /// <summary>Appends a line, also where the last one was not finished.</summary>
    public static byte[] Append(byte[] content, string line)
    {
        var text = Bytes.GetString(content);
        var unfinished = text.Length > 0 && !text.EndsWith("\n", StringComparison.Ordinal);
        var end = text.EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        return Bytes.GetBytes(text + (unfinished ? "\n" : "") + line + end);
    }

    /// <summary>Takes a name off the ordinary lines that have it and one of these keys; a line that has no other name goes.</summary>
    /// <returns>The new content; null when no line has them.</returns>
    public static byte[]? Remove(byte[] content, string name, Func<KnownHostEntry, bool> which)
    {
        var kept = new List<string>();
        var changed = false;
        var nameBytes = Bytes.GetString(Encoding.UTF8.GetBytes(name));
        foreach (var line in Lines(Bytes.GetString(content)))
        {
            var entry = KnownHostsLine.Read("", 0, line.TrimEnd('\n'))?.ToEntry();
            if (entry is not { Marker: KnownHostMarker.None } || !which(entry) || KnownHostNames.Without(entry.Names, nameBytes) is not { } rest)
            {
                kept.Add(line);
                continue;
            }

            changed = true;
            if (rest.Length > 0)
                kept.Add(ReplaceFirst(line, entry.Names, rest));
        }

        return changed ? Bytes.GetBytes(string.Concat(kept)) : null;
    }

    private static IEnumerable<string> Lines(string text)
    {
        for (int at = 0, end; at < text.Length; at = end)
        {
            end = text.IndexOf('\n', at) is >= 0 and var newline ? newline + 1 : text.Length;
            yield return text.Substring(at, end - at);
        }
    }

    private static string ReplaceFirst(string text, string old, string replacement)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return text.Substring(0, at) + replacement + text.Substring(at + old.Length);
    }
}
