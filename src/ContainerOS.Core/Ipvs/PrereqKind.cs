namespace ContainerOS;

/// <summary>What a check is about.</summary>
public enum PrereqKind
{
    /// <summary>A kernel module.</summary>
    Module,

    /// <summary>A command.</summary>
    Tool,

    /// <summary>A setting of the kernel.</summary>
    Sysctl,

    /// <summary>Swap space.</summary>
    Swap,

    /// <summary>The kernel itself.</summary>
    Kernel,

    /// <summary>The host's own packet filter.</summary>
    Firewall,

    /// <summary>What containers run in, and what kube-proxy does.</summary>
    Runtime,

    /// <summary>What tells the host from others.</summary>
    Identity,
}
