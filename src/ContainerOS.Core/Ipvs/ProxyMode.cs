namespace ContainerOS;

/// <summary>How kube-proxy forwards what is sent to a service.</summary>
public enum ProxyMode
{
    /// <summary>The kernel's load balancer; deprecated in Kubernetes 1.35.</summary>
    Ipvs,

    /// <summary>nftables, from kernel 5.13 on.</summary>
    Nftables,

    /// <summary>iptables, the default.</summary>
    Iptables,
}
