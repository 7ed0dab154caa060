using System;

namespace ContainerOS;

/// <summary>A mounted file system of a host.</summary>
public sealed class HostFileSystem
{
    internal HostFileSystem(string mountPoint, string device, string type)
    {
        MountPoint = mountPoint;
        Device = device;
        Type = type;
    }

    /// <summary>Where it is mounted; the shortest path when it is mounted several times.</summary>
    public string MountPoint { get; }

    /// <summary>The device, or what the kernel shows in its place.</summary>
    public string Device { get; }

    /// <summary>ext4, xfs, btrfs, tmpfs, overlay, ...</summary>
    public string Type { get; }

    /// <summary>Size in bytes.</summary>
    public long SizeBytes { get; internal set; }

    /// <summary>Used bytes.</summary>
    public long UsedBytes { get; internal set; }

    /// <summary>Bytes that ordinary users can still fill.</summary>
    public long FreeBytes { get; internal set; }

    /// <summary>Used bytes in percent of used and free ones, as df shows it; null for an empty device.</summary>
    public double? UsedPercent => UsedBytes + FreeBytes > 0 ? Math.Round(100.0 * UsedBytes / (UsedBytes + FreeBytes), 1) : null;

    /// <summary>Mounted read-only.</summary>
    public bool ReadOnly { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{MountPoint} ({UsedPercent ?? 0:0} %)");
}
