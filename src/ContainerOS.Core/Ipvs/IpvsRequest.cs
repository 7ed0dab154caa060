using System;
using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Ipvs;

/// <summary>What hosts are to be judged for.</summary>
internal sealed class IpvsRequest
{
    private static readonly Version ConntrackJoined = new(4, 19);

    public KubernetesRules Kubernetes { get; init; } = KubernetesRules.Newest;

    public ProxyMode Mode { get; init; }

    /// <summary>The schedulers whose modules are wanted, without ip_vs_.</summary>
    public IReadOnlyList<string> Schedulers { get; init; } = ["rr", "wrr", "sh"];

    /// <summary>All modules that the verdict may look at, on whatever kernel.</summary>
    public IReadOnlyList<string> Modules =>
        [.. IpvsModules, "nf_conntrack", "nf_conntrack_ipv4", "br_netfilter", .. NftablesModules];

    /// <summary>The modules of the short verdict.</summary>
    public IReadOnlyList<string> SummaryModules => [.. IpvsModules, "nf_conntrack", "nf_conntrack_ipv4"];

    public IReadOnlyList<string> Tools => [.. Kubernetes.RequiredTools.Union(Kubernetes.RecommendedTools)];

    public static IReadOnlyList<string> NftablesModules { get; } = ["nf_tables", "nft_fib_ipv4"];

    public IReadOnlyList<string> IpvsModules => ["ip_vs", .. Schedulers.Select(name => "ip_vs_" + name)];

    /// <summary>Connection tracking had a module for IPv4 before 4.19. Distributions brought the change to older kernels too: what is there counts.</summary>
    public static string Conntrack(IpvsFacts facts)
    {
        bool Has(string name) => facts.Modules.TryGetValue(name, out var module) && module.State is not (null or KernelModuleState.Missing);

        var (usual, other) = facts.KernelVersion < ConntrackJoined ? ("nf_conntrack_ipv4", "nf_conntrack") : ("nf_conntrack", "nf_conntrack_ipv4");
        return !Has(usual) && Has(other) ? other : usual;
    }
}
