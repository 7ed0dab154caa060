using System;
using System.Text;

namespace ContainerOS.Info;

/// <summary>A line of /proc/self/mountinfo, as the probe sends it: device number, root, mount point, options, type, source, super options.</summary>
internal sealed class MountEntry
{
    private MountEntry(string[] fields)
    {
        DeviceNumber = fields[0];
        MountPoint = Unescape(fields[2]);
        Options = fields[3];
        Type = HostText.Clean(fields[4]);
        Source = HostText.Clean(Unescape(fields[5]));
        SuperOptions = fields[6];
    }

    public string DeviceNumber { get; }

    public string MountPoint { get; }

    public string Options { get; }

    public string Type { get; }

    public string Source { get; }

    public string SuperOptions { get; }

    /// <summary>By this mount, or because the kernel gave up writing after errors.</summary>
    public bool ReadOnly => IsReadOnly(Options) || IsReadOnly(SuperOptions);

    public bool IsBlockDevice => Source.StartsWith("/dev/", StringComparison.Ordinal) && !Source.StartsWith("/dev/loop", StringComparison.Ordinal);

    public bool IsMemory => Type is "tmpfs" or "ramfs" or "rootfs";

    /// <summary>Where an overlay keeps its changes; null when it is none or keeps none.</summary>
    public string? UpperDirectory => Type == "overlay" && SuperOptions.IndexOf("upperdir=", StringComparison.Ordinal) is >= 0 and var at
        ? Unescape(SuperOptions.Substring(at + "upperdir=".Length)) : null;

    public static MountEntry? Parse(string line)
    {
        var fields = line.Split(' ');
        return fields.Length == 7 ? new MountEntry(fields) : null;
    }

    private static bool IsReadOnly(string options) => options == "ro" || options.StartsWith("ro,", StringComparison.Ordinal);

    private static string Unescape(string text)
    {
        if (text.IndexOf('\\') < 0)
            return text;
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && IsOctal(text, at + 1) && IsOctal(text, at + 2) && IsOctal(text, at + 3))
            {
                plain.Append((char)Convert.ToInt32(text.Substring(at + 1, 3), 8));
                at += 3;
            }
            else
            {
                plain.Append(text[at]);
            }
        }

        return plain.ToString();
    }

    private static bool IsOctal(string text, int at) => at < text.Length && text[at] is >= '0' and <= '7';
}
