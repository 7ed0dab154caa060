using System;
using System.Collections.Generic;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>What a host tells about itself: raw base units, null for what could not be read, with the reason in <see cref="Unknown"/>.</summary>
public sealed class HostInfo : ISessionOutput, IVmResult
{
    /// <summary>From here on a clock counts as wrong: TLS, Kerberos and etcd begin to suffer.</summary>
    public static readonly TimeSpan ClockSkewLimit = TimeSpan.FromSeconds(5);

    /// <summary>Above this many percent the root file system counts as full.</summary>
    public const double RootFullLimit = 90;

    private VmReference? vm;

    internal HostInfo(string computerName, string address)
    {
        ComputerName = computerName;
        Address = address;
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName { get; }

    /// <summary>The name, address or ssh_config alias that was connected to; another cmdlet connects there too.</summary>
    public string Address { get; }

    /// <summary>The TCP port that was connected to.</summary>
    public int Port { get; internal set; } = 22;

    /// <summary>The remote account; null when the connection does not tell.</summary>
    public string? UserName { get; internal set; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => vm?.Uid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => vm?.Id;

    /// <summary>The host's own name. Source: /proc/sys/kernel/hostname.</summary>
    public string? HostName { get; internal set; }

    /// <summary>The host's IP addresses, the one connected to first; without loopback, link-local and container networks. Source: /proc/net.</summary>
    public IReadOnlyList<string> Addresses { get; internal set; } = [];

    /// <summary>The machine id. Source: /etc/machine-id.</summary>
    public string? MachineId { get; internal set; }

    /// <summary>Changes with every boot. Source: /proc/sys/kernel/random/boot_id.</summary>
    public string? BootId { get; internal set; }

    /// <summary>The family of operating systems.</summary>
    public OsFamily OsFamily { get; internal set; }

    /// <summary>The operating system's name as it shows itself. Source: os-release.</summary>
    public string? OsName { get; internal set; }

    /// <summary>ID of os-release.</summary>
    public string? OsId { get; internal set; }

    /// <summary>The operating system's version, without a leading v. Source: os-release.</summary>
    public string? OsVersion { get; internal set; }

    /// <summary>The operating system's build; null where it has none. Source: os-release, /etc/photon-release.</summary>
    public string? BuildId { get; internal set; }

    /// <summary>The kernel release, as <c>uname -r</c> prints it.</summary>
    public string? KernelRelease { get; internal set; }

    /// <summary>The numbers of the kernel release, for comparisons.</summary>
    public Version? KernelVersion { get; internal set; }

    /// <summary>The machine architecture, for example x86_64.</summary>
    public string? Architecture { get; internal set; }

    /// <summary>systemd, or the name of process 1.</summary>
    public string? InitSystem { get; internal set; }

    /// <summary>systemd's verdict: running, degraded, starting, ...; null without systemd, and where it was not asked for.</summary>
    public string? SystemState { get; internal set; }

    /// <summary>How many systemd units have failed; null without systemd, and where it was not asked for.</summary>
    public int? FailedUnits { get; internal set; }

    /// <summary>The package manager's command; null where there is none.</summary>
    public string? PackageManager { get; internal set; }

    /// <summary>1 or 2. Source: what is mounted at /sys/fs/cgroup.</summary>
    public int? CgroupVersion { get; internal set; }

    /// <summary>Time since boot. Source: /proc/uptime.</summary>
    public TimeSpan? Uptime { get; internal set; }

    /// <summary>When the host booted: this machine's clock minus <see cref="Uptime"/>, so that a wrong clock of the host does no harm.</summary>
    public DateTimeOffset? BootTime { get; internal set; }

    /// <summary>The host's clock minus this machine's, half a network round trip taken off; right to about a tenth of a second.</summary>
    public TimeSpan? ClockSkew { get; internal set; }

    /// <summary>Processors online.</summary>
    public int? ProcessorCount { get; internal set; }

    /// <summary>Load averages. Source: /proc/loadavg.</summary>
    public LoadAverage? LoadAverage { get; internal set; }

    /// <summary>Memory in bytes. Source: MemTotal of /proc/meminfo.</summary>
    public long? MemoryTotalBytes { get; internal set; }

    /// <summary>Memory that programs could still get, in bytes: caches do not count as used. Source: MemAvailable of /proc/meminfo.</summary>
    public long? MemoryAvailableBytes { get; internal set; }

    /// <summary>Total minus available, in bytes.</summary>
    public long? MemoryUsedBytes { get; internal set; }

    /// <summary>Swap space in bytes; 0 when there is none.</summary>
    public long? SwapTotalBytes { get; internal set; }

    /// <summary>Swap space in use, in bytes.</summary>
    public long? SwapUsedBytes { get; internal set; }

    /// <summary>Size of the root file system in bytes. Source: df.</summary>
    public long? RootSizeBytes { get; internal set; }

    /// <summary>Used bytes of the root file system. Source: df.</summary>
    public long? RootUsedBytes { get; internal set; }

    /// <summary>Bytes of the root file system that ordinary users can still fill. Source: df.</summary>
    public long? RootFreeBytes { get; internal set; }

    /// <summary>Used bytes of the root file system in percent of used and free ones, as df shows it.</summary>
    public double? RootUsedPercent => RootUsedBytes is { } used && RootFreeBytes is { } free && used + free > 0 ? Math.Round(100.0 * used / (used + free), 1) : null;

    /// <summary>Whether the root file system is mounted read-only.</summary>
    public bool? RootReadOnly { get; internal set; }

    /// <summary>True when the host runs from an ISO or from memory, so that nothing survives a reboot.</summary>
    public bool? LiveBoot { get; internal set; }

    /// <summary>Processes and kernel threads that the account can see. Source: /proc.</summary>
    public int? ProcessCount { get; internal set; }

    /// <summary>The mounted local file systems, each device once; without those of containers.</summary>
    public IReadOnlyList<HostFileSystem> FileSystems { get; internal set; } = [];

    /// <summary>What the SSH server calls itself, for example <c>OpenSSH_9.3</c>.</summary>
    public string? SshServerVersion { get; internal set; }

    /// <summary>Whether and how root may log in over SSH, from the address that was connected from.</summary>
    public PermitRootLogin? PermitRootLogin { get; internal set; }

    /// <summary>Where <see cref="PermitRootLogin"/> comes from; null when it is unknown.</summary>
    public SettingSource? PermitRootLoginSource { get; internal set; }

    /// <summary>Whether Kubernetes could run here with kube-proxy in IPVS mode, in short; null when it cannot be told. Test-IpvsPrereqs says more.</summary>
    public IpvsSummary? Ipvs { get; internal set; }

    /// <summary>What could not be read, and why.</summary>
    public IReadOnlyList<UnknownValue> Unknown { get; internal set; } = [];

    /// <summary>How often the server had to be asked until it let us in: more than 1 when it limits its logins.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>How long this host took, from connecting to the complete answer.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    HostSession? ISessionOutput.Session { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {OsName ?? "unknown operating system"}, Linux {KernelRelease ?? "?"}";
}
