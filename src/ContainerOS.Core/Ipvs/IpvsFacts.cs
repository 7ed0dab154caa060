using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.KernelModules;

namespace ContainerOS.Ipvs;

/// <summary>What a host tells that the verdict needs. Null is unknown; <see cref="Why"/> says why.</summary>
internal sealed class IpvsFacts
{
    public OsFamily Family { get; init; }

    public string? KernelRelease { get; init; }

    public Version? KernelVersion { get; init; }

    public IReadOnlyDictionary<string, ModuleFact> Modules { get; init; } = new Dictionary<string, ModuleFact>();

    /// <summary>Why it is not known which modules are loaded at boot; null when it is known.</summary>
    public string? PersistenceUnknown { get; init; }

    /// <summary>The tools that are there, of those that were asked for.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    public bool? IpForward { get; init; }

    /// <summary>net.bridge.bridge-nf-call-iptables; null also where br_netfilter is not loaded.</summary>
    public bool? BridgeCall { get; init; }

    /// <summary>The settings that files of sysctl.d make at boot: name, value and file, the file that is read last at the end. Null on systems that do not read them.</summary>
    public IReadOnlyList<(string Name, string Value, string File)>? Settings { get; init; }

    /// <summary>Swap devices and files.</summary>
    public IReadOnlyList<string>? Swaps { get; init; }

    public int? CgroupVersion { get; init; }

    public FirewallVerdict? Firewall { get; init; }

    public string? MachineId { get; init; }

    public string? ProductUuid { get; init; }

    public string? BootId { get; init; }

    /// <summary>Why something is unknown, by a word of the reader's.</summary>
    public Func<string, string> Why { get; init; } = _ => "the host does not say";

    /// <summary>What the last file that speaks of a setting, and survives a reboot, says; null when none does.</summary>
    public (string Value, string File)? Setting(string name) => Settings?.Where(setting => setting.Name == name && Remedies.Survives(Family, setting.File)).Select(setting => ((string, string)?)(setting.Value, setting.File)).LastOrDefault();
}
