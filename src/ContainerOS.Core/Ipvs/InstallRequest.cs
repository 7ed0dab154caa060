namespace ContainerOS.Ipvs;

/// <summary>What Install-IpvsPrereqs may do beside packages and modules.</summary>
/// <param name="Wanted">What hosts are judged for.</param>
internal sealed record InstallRequest(IpvsRequest Wanted)
{
    /// <summary>Set net.ipv4.ip_forward and what else is missing.</summary>
    public bool Sysctl { get; init; }

    /// <summary>Turn swap off.</summary>
    public bool DisableSwap { get; init; }

    /// <summary>Let the cluster reach kubelet.</summary>
    public bool OpenFirewall { get; init; }

    /// <summary>How long another process may keep the package database, in seconds.</summary>
    public int LockSeconds { get; init; } = 60;
}
