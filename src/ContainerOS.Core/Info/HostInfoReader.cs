using System;
using System.Globalization;
using System.Linq;
using ContainerOS.Ipvs;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;
using ContainerOS.Sshd;
using ContainerOS.Targets;

namespace ContainerOS.Info;

/// <summary>Makes a <see cref="HostInfo"/> of the probe's answer.</summary>
/// <remarks>
/// Nothing here or in the readers beside it is a regular expression: their parser and interpreter would be 230 methods that the first call of every new PowerShell waits for.
/// </remarks>
internal static class HostInfoReader
{
    private const int MostProcessors = 999_999;

    public static HostInfo Read(HostTarget target, ScriptResult result, bool sshdAsked, bool unitsAsked)
    {
        var facts = new HostFacts(Section(result, "facts"));
        var info = new HostInfo(target.ComputerName, target.Address)
        {
            Port = result.Connection.Port ?? target.Port ?? 22,
            UserName = result.Connection.UserName ?? target.UserName,
            SshServerVersion = result.Connection.ServerVersion,
            Attempts = result.Connection.Attempts,
            Duration = result.Duration,
        };
        if (info.SshServerVersion is null)
            facts.Note(nameof(info.SshServerVersion), "the connection does not tell");
        ReadIdentity(info, facts);
        ReadClock(info, facts, result);
        ReadMachine(info, facts);
        MemoryReader.Read(info, facts);
        FileSystemReader.Read(info, facts, Section(result, "disks"));
        ReadUnits(info, facts, Section(result, "units"), unitsAsked);
        RootLoginReader.Read(info, facts, result, sshdAsked);
        IpvsSummaryReader.Read(info, facts);
        info.Unknown = facts.Unknown;
        return info;
    }

    private static ScriptSection? Section(ScriptResult result, string name) => result.Sections.TryGetValue(name, out var section) ? section : null;

    private static void ReadIdentity(HostInfo info, HostFacts facts)
    {
        var photonBuild = facts.All("photon").Select(line => HostText.Clean(line.Substring(line.IndexOf('=') + 1).Trim())).FirstOrDefault();
        var identity = OsIdentity.Detect(OsRelease.Parse(facts.All("os")), facts.All("marker").ToList(), photonBuild);
        info.OsFamily = identity.Family;
        info.OsName = identity.Name;
        info.OsId = identity.Id;
        info.OsVersion = identity.Version;
        info.BuildId = identity.BuildId;
        if (info.OsFamily == OsFamily.Unknown)
            facts.Note(nameof(info.OsFamily), facts.Reason("/etc/os-release"));
        foreach (var (property, value) in new[] { (nameof(info.OsName), info.OsName), (nameof(info.OsId), info.OsId), (nameof(info.OsVersion), info.OsVersion) })
        {
            if (value is null)
                facts.Note(property, facts.Reason("/etc/os-release"));
        }

        info.HostName = facts.Text("hostname", nameof(info.HostName), "/proc/sys/kernel/hostname");
        info.MachineId = facts.Text("machineid", nameof(info.MachineId), "/etc/machine-id");
        info.BootId = facts.Text("bootid", nameof(info.BootId), "/proc/sys/kernel/random/boot_id");
        info.KernelRelease = facts.Text("kernel", nameof(info.KernelRelease), "/proc/sys/kernel/osrelease");
        info.KernelVersion = LeadingVersion.Of(info.KernelRelease);
        if (info.KernelVersion is null)
            facts.Note(nameof(info.KernelVersion), info.KernelRelease is { } release ? $"'{release}' does not begin with numbers" : facts.Reason("/proc/sys/kernel/osrelease"));
        info.Architecture = facts.Text("arch", nameof(info.Architecture), "uname -m");
        info.InitSystem = facts.All("init").Contains("systemd") ? "systemd" : facts.Text("pid1", nameof(info.InitSystem), "/proc/1/comm");
        if (info.InitSystem is "system-dockerd" or "system-docker")
            info.InitSystem = "system-docker"; // comm is cut at 15 characters and was renamed on the way
        info.PackageManager = facts.All("packages").Select(HostText.Clean).FirstOrDefault(name => name.Length > 0);
        info.Addresses = AddressReader.Read(facts);
        if (info.Addresses.Count == 0)
            facts.Note(nameof(info.Addresses), facts.Reason("/proc/net"));
    }

    private static void ReadClock(HostInfo info, HostFacts facts, ScriptResult result)
    {
        var now = HostClock.OursAtStart(result);
        var uptime = facts.Text("uptime", nameof(info.Uptime), "/proc/uptime");
        if (Number(uptime?.Split(' ')[0]) is { } seconds && seconds < now.ToUnixTimeSeconds())
        {
            info.Uptime = TimeSpan.FromSeconds(seconds);
            info.BootTime = now - info.Uptime;
        }
        else
        {
            facts.NoteGarbage(nameof(info.Uptime), "/proc/uptime", uptime ?? "");
            facts.Note(nameof(info.BootTime), "it is computed from the uptime, which is unknown");
        }

        var clock = Section(result, "clock");
        info.ClockSkew = clock is { IsComplete: true } ? HostClock.Skew(clock.OutputText, result) : null;
        if (info.ClockSkew is null)
            facts.Note(nameof(info.ClockSkew), HostFacts.Reason(clock, "date printed no seconds"));
    }

    private static void ReadMachine(HostInfo info, HostFacts facts)
    {
        var online = facts.Text("cpus", nameof(info.ProcessorCount), "/sys/devices/system/cpu/online");
        info.ProcessorCount = online is null ? null : CountList(online);
        if (online is not null && info.ProcessorCount is null)
            facts.NoteGarbage(nameof(info.ProcessorCount), "/sys/devices/system/cpu/online", online);

        var load = facts.Text("load", nameof(info.LoadAverage), "/proc/loadavg");
        if (load?.Split(' ') is { Length: >= 3 } loads && Number(loads[0]) is { } one && Number(loads[1]) is { } five && Number(loads[2]) is { } fifteen)
            info.LoadAverage = new LoadAverage(one, five, fifteen);
        else if (load is not null)
            facts.NoteGarbage(nameof(info.LoadAverage), "/proc/loadavg", load);

        var processes = facts.Text("processes", nameof(info.ProcessCount), "/proc");
        info.ProcessCount = int.TryParse(processes, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
        if (processes is not null && info.ProcessCount is null)
            facts.NoteGarbage(nameof(info.ProcessCount), "/proc", processes);
    }

    // TryParse would take Infinity as well, numbers beyond all reason, and a point with nothing before or behind it.
    private static double? Number(string? word) =>
        double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1e9 && word![0] != '.' && word[word.Length - 1] != '.' ? number : null;

    private static void ReadUnits(HostInfo info, HostFacts facts, ScriptSection? units, bool asked)
    {
        if (info.InitSystem != "systemd" || !asked)
            return;
        var lines = units is { IsComplete: true } ? units.Lines() : [];
        string? Value(string key) => lines.Where(line => line.StartsWith(key + "=", StringComparison.Ordinal)).Select(line => HostText.Clean(line.Substring(key.Length + 1))).FirstOrDefault();

        info.SystemState = Value("SystemState") is { Length: > 0 } state ? state : null;
        info.FailedUnits = int.TryParse(Value("NFailedUnits"), NumberStyles.None, CultureInfo.InvariantCulture, out var failed) ? failed : null;
        if (info.SystemState is null)
            facts.Note(nameof(info.SystemState), HostFacts.Reason(units, "systemctl does not say"));
        if (info.FailedUnits is null)
            facts.Note(nameof(info.FailedUnits), HostFacts.Reason(units, "systemctl does not say"));
    }

    /// <summary>Counts a kernel list such as <c>0-3,6</c>; null when it is none.</summary>
    internal static int? CountList(string list)
    {
        var count = 0L;
        foreach (var range in list.Split(','))
        {
            var ends = range.Split('-');
            if (ends.Length > 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                || !int.TryParse(ends[ends.Length - 1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last < first || last > MostProcessors)
                return null;
            count += 1L + last - first;
        }

        return count <= int.MaxValue ? (int)count : null;
    }
}
