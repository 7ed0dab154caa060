using System;
using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Ipvs;

/// <summary>The checks of what is neither module nor tool.</summary>
internal static class SystemChecks
{
    private static readonly Version FirstNftables = new(5, 13);

    public static IEnumerable<PrereqCheck> Create(IpvsFacts facts, IpvsRequest request)
    {
        yield return Sysctl(facts, "net.ipv4.ip_forward", facts.IpForward, "/proc/sys/net/ipv4/ip_forward", null);
        if (request.Kubernetes.WantsBridgeCall)
            yield return Sysctl(facts, "net.bridge.bridge-nf-call-iptables", facts.BridgeCall, "/proc/sys/net/bridge", "br_netfilter");
        yield return Swap(facts);
        yield return Kernel(facts);
        yield return Nftables(facts, request.Mode == ProxyMode.Nftables);
        yield return Cgroup(facts, request.Kubernetes);
        yield return Mode(facts, request);
        yield return new PrereqCheck(PrereqKind.Firewall, "tcp/10250", false, facts.Firewall?.IsOpen switch { true => PrereqStatus.Ok, false => PrereqStatus.Missing, _ => PrereqStatus.Unknown })
        {
            Detail = facts.Firewall?.Detail,
            Expected = "open: the cluster reaches kubelet there",
            Remedy = facts.Firewall?.IsOpen == false ? "iptables -I INPUT -p tcp --dport 10250 -j ACCEPT, and the same in the rules that are loaded at boot" : null,
            Fixable = facts.Firewall?.IsOpen == false && facts.Family == OsFamily.PhotonOS,
        };
        yield return Identity(PrereqKind.Identity, "machine-id", true, facts.MachineId, facts.Why("/etc/machine-id"));
        yield return Identity(PrereqKind.Identity, "product_uuid", false, facts.ProductUuid, facts.Why("/sys/class/dmi/id/product_uuid"));
    }

    private static PrereqCheck Sysctl(IpvsFacts facts, string name, bool? value, string file, string? module)
    {
        // Without its module the setting is not there.
        var isAbsent = value is null && module is not null && facts.Modules.TryGetValue(module, out var known) && !known.IsThere && (known.IsAbsent || known.State is not null);
        var atBoot = facts.Setting(name);
        var isKept = atBoot is { Value: "1" };
        var status = isAbsent || value == false ? PrereqStatus.Missing : value is null ? PrereqStatus.Unknown
            : isKept || facts.Settings is null ? PrereqStatus.Ok : PrereqStatus.NotPersistent;
        return new PrereqCheck(PrereqKind.Sysctl, name, true, status)
        {
            Actual = value switch { true => "1", false => "0", _ => null },
            Expected = "1",
            Detail = isAbsent ? $"there is none without {module}" : value is null ? facts.Why(file)
                : atBoot is { } setting ? $"{setting.File} sets {setting.Value} at boot" : facts.Settings is null ? null : "no file of sysctl.d sets it at boot",
            Remedy = status is PrereqStatus.Missing or PrereqStatus.NotPersistent ? (isAbsent ? $"load {module}; " : "") + Remedies.Sysctl(facts.Family, name) : null,
            Fixable = status is PrereqStatus.Missing or PrereqStatus.NotPersistent,
        };
    }

    private static PrereqCheck Swap(IpvsFacts facts) =>
        new(PrereqKind.Swap, "swap", true, facts.Swaps is null ? PrereqStatus.Unknown : facts.Swaps.Count == 0 ? PrereqStatus.Ok : PrereqStatus.Missing)
        {
            Actual = facts.Swaps is null ? null : facts.Swaps.Count == 0 ? "off" : "on",
            Expected = "off",
            Detail = facts.Swaps is null ? facts.Why("/proc/swaps") : facts.Swaps.Count == 0 ? null : string.Join(", ", facts.Swaps),
            Remedy = facts.Swaps is { Count: > 0 } ? "swapoff -a, and take swap out of /etc/fstab; else kubelet does not start, unless its failSwapOn is false" : null,
            Fixable = facts.Swaps is { Count: > 0 },
        };

    private static PrereqCheck Kernel(IpvsFacts facts)
    {
        var supported = facts.KernelVersion is null ? (bool?)null : KubernetesRules.Supports(facts.KernelVersion);
        return new PrereqCheck(PrereqKind.Kernel, "version", false, supported switch { true => PrereqStatus.Ok, false => PrereqStatus.Unsupported, _ => PrereqStatus.Unknown })
        {
            Actual = facts.KernelRelease,
            Expected = "5.4, 5.10, 5.15, or 6 and later",
            Detail = supported switch { true => null, false => "kubeadm warns that it does not know this kernel", _ => facts.Why("/proc/sys/kernel/osrelease") },
            Remedy = supported == false ? Remedies.Kernel(facts.Family) : null,
        };
    }

    private static PrereqCheck Nftables(IpvsFacts facts, bool required)
    {
        var missing = IpvsRequest.NftablesModules.Where(name => facts.Modules.TryGetValue(name, out var module) && module.State is KernelModuleState.Missing or KernelModuleState.Blocked).ToList();
        var unknown = IpvsRequest.NftablesModules.Where(name => !facts.Modules.TryGetValue(name, out var module) || module.State is null).ToList();
        var isOld = facts.KernelVersion < FirstNftables;
        var status = isOld || missing.Count > 0 ? PrereqStatus.Unsupported : facts.KernelVersion is null || unknown.Count > 0 ? PrereqStatus.Unknown : PrereqStatus.Ok;
        return new PrereqCheck(PrereqKind.Kernel, "nftables mode", required, status)
        {
            Actual = facts.KernelRelease,
            Expected = "5.13 or later, with nf_tables and its fib expression (nft_fib_ipv4)",
            Detail = status switch
            {
                PrereqStatus.Ok => "kube-proxy's nftables mode would work on this kernel",
                PrereqStatus.Unsupported => "kube-proxy's nftables mode would not work on this kernel: " + string.Join(", ", new[] { isOld ? "it is older than 5.13" : "" }.Concat(missing.Select(name => "it has no " + name)).Where(text => text.Length > 0)),
                _ => facts.KernelVersion is null ? facts.Why("/proc/sys/kernel/osrelease") : "not known whether this kernel has " + string.Join(" and ", unknown),
            },
            Remedy = status == PrereqStatus.Unsupported && required ? Remedies.Kernel(facts.Family) + ", with nft_fib_ipv4" : null,
        };
    }

    private static PrereqCheck Cgroup(IpvsFacts facts, KubernetesRules kubernetes) =>
        new(PrereqKind.Runtime, "cgroup", kubernetes.WantsCgroup2, facts.CgroupVersion switch { 2 => PrereqStatus.Ok, 1 => PrereqStatus.Unsupported, _ => PrereqStatus.Unknown })
        {
            Actual = facts.CgroupVersion?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Expected = "2",
            Detail = facts.CgroupVersion switch { 2 => null, 1 => kubernetes.WantsCgroup2 ? "kubelet refuses version 1 since 1.35, unless its failCgroupV1 is false" : "version 1 is deprecated", _ => facts.Why("/proc/self/mountinfo") },
            Remedy = facts.CgroupVersion == 1 ? "boot with systemd.unified_cgroup_hierarchy=1 where systemd is 244 or later; else a newer operating system" : null,
        };

    private static PrereqCheck Mode(IpvsFacts facts, IpvsRequest request)
    {
        var minor = request.Kubernetes.Minor;
        var (status, detail) = (request.Mode, minor) switch
        {
            (ProxyMode.Ipvs, >= 40) => (PrereqStatus.Unsupported, "IPVS mode is off by default since 1.40"),
            (ProxyMode.Ipvs, >= 37) => (PrereqStatus.Ok, "IPVS mode is deprecated since 1.35, needs the feature gate KubeProxyIPVS to be on, and is off by default from 1.40 on"),
            (ProxyMode.Ipvs, >= 35) => (PrereqStatus.Ok, "IPVS mode is deprecated since 1.35: it gets the feature gate KubeProxyIPVS in 1.37 and is off by default from 1.40 on"),
            (ProxyMode.Ipvs, _) => (PrereqStatus.Ok, "IPVS mode is deprecated from 1.35 on"),
            (ProxyMode.Nftables, < 29) => (PrereqStatus.Unsupported, "nftables mode begins with 1.29"),
            (ProxyMode.Nftables, < 33) => (PrereqStatus.Ok, "nftables mode is not yet stable: it is from 1.33 on"),
            _ => (PrereqStatus.Ok, (string?)null),
        };
        return new PrereqCheck(PrereqKind.Runtime, "kube-proxy mode", true, status) { Actual = request.Mode.ToString().ToLowerInvariant(), Detail = detail };
    }

    private static PrereqCheck Identity(PrereqKind kind, string name, bool required, string? value, string reason) =>
        new(kind, name, required, value is null ? PrereqStatus.Unknown : PrereqStatus.Ok) { Actual = value, Detail = value is null ? reason : null, Expected = "one of its own" };
}
