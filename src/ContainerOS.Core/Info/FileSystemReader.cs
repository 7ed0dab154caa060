using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;

namespace ContainerOS.Info;

/// <summary>File systems, the root, live boots and cgroups, from mountinfo and <c>df -P -k</c>.</summary>
internal static class FileSystemReader
{
    private const string MountInfo = "/proc/self/mountinfo";

    public static void Read(HostInfo info, HostFacts facts, ScriptSection? disks)
    {
        var mounts = facts.All("mount").Select(MountEntry.Parse).OfType<MountEntry>().ToList();
        var cgroups = facts.All("cgroup");
        info.CgroupVersion = cgroups.Contains("2") ? 2 : cgroups.Contains("1") ? 1 : null;
        if (info.CgroupVersion is null)
            facts.Note(nameof(info.CgroupVersion), facts.Reason(MountInfo));

        var root = mounts.LastOrDefault(mount => mount.MountPoint == "/");
        if (root is null)
        {
            facts.Note(nameof(info.RootReadOnly), facts.Reason(MountInfo));
            facts.Note(nameof(info.LiveBoot), facts.Reason(MountInfo));
        }
        else
        {
            info.RootReadOnly = root.ReadOnly;
            info.LiveBoot = IsLive(info, facts, mounts, root);
        }

        if (disks is { IsComplete: true })
            info.FileSystems = Join(mounts, disks);
        ReadRoot(info, facts, disks);
    }

    private static void ReadRoot(HostInfo info, HostFacts facts, ScriptSection? disks)
    {
        var root = info.FileSystems.FirstOrDefault(fileSystem => fileSystem.MountPoint == "/");
        info.RootSizeBytes = root?.SizeBytes;
        info.RootUsedBytes = root?.UsedBytes;
        info.RootFreeBytes = root?.FreeBytes;
        if (root is not null)
            return;

        var reason = HostFacts.Reason(disks, "df does not list /");
        foreach (var property in new[] { nameof(info.RootSizeBytes), nameof(info.RootUsedBytes), nameof(info.RootFreeBytes) })
            facts.Note(property, reason);
        if (info.FileSystems.Count == 0)
            facts.Note(nameof(info.FileSystems), reason);
    }

    private static List<HostFileSystem> Join(List<MountEntry> mounts, ScriptSection disks)
    {
        var fileSystems = new List<HostFileSystem>();
        var seen = new HashSet<string>();
        // What is mounted last at a place hides what was there before.
        var visible = mounts.GroupBy(mount => mount.MountPoint).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        var shortest = visible.Values.GroupBy(mount => mount.DeviceNumber).ToDictionary(group => group.Key, group => group.OrderBy(mount => mount.MountPoint.Length).First(), StringComparer.Ordinal);
        foreach (var line in disks.Lines().Skip(1))
        {
            if (DiskLine.Parse(line) is not { } disk || !visible.TryGetValue(disk.MountPoint, out var listed))
                continue;
            if (disk.Size == 0 || disk.Used > disk.Size || disk.Free > disk.Size || !seen.Add(listed.DeviceNumber))
                continue;
            // busybox names the device's first mount point, whichever it was asked for.
            var mount = shortest[listed.DeviceNumber];
            fileSystems.Add(new HostFileSystem(HostText.Clean(mount.MountPoint), mount.Source, mount.Type) { SizeBytes = disk.Size, UsedBytes = disk.Used, FreeBytes = disk.Free, ReadOnly = mount.ReadOnly });
        }

        return fileSystems.OrderBy(fileSystem => fileSystem.MountPoint, StringComparer.Ordinal).ToList();
    }

    private static bool? IsLive(HostInfo info, HostFacts facts, List<MountEntry> mounts, MountEntry root)
    {
        if (facts.All("marker").Contains("/run/ostree-live"))
            return true;
        if (facts.All("marker").Contains("/run/ostree-booted"))
            return false;
        var commandLine = facts.All("cmdline").FirstOrDefault() ?? "";
        if (commandLine.Split().Any(word => word is "boot=live" or "rd.live.image" || word.StartsWith("root=live:", StringComparison.Ordinal)))
            return true;
        if (root.IsMemory || root.Type is "squashfs" or "iso9660")
            return true;
        if (root.Type != "overlay")
            return false;

        // What counts is where the overlay keeps its changes, else where the system keeps its data.
        var where = root.UpperDirectory is null ? null : Containing(mounts, root.UpperDirectory);
        if (where is null || where == root)
        {
            var persistent = OsProfiles.For(info.OsFamily).PersistentPaths.Where(path => path != "/").ToList();
            var holders = mounts.Where(mount => persistent.Contains(mount.MountPoint)).ToList();
            where = holders.FirstOrDefault(mount => mount.IsBlockDevice) ?? holders.FirstOrDefault(mount => mount.IsMemory);
        }

        if (where is { IsBlockDevice: true })
            return false;
        if (where is { IsMemory: true })
            return true;
        facts.Note(nameof(info.LiveBoot), "the root is an overlay, and where it keeps its changes is not visible");
        return null;
    }

    private static MountEntry? Containing(List<MountEntry> mounts, string path) => mounts
        .Where(mount => mount.MountPoint == "/" || path.StartsWith(mount.MountPoint + "/", StringComparison.Ordinal))
        .OrderBy(mount => mount.MountPoint.Length).LastOrDefault();
}
