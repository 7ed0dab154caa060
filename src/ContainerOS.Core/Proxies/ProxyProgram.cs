namespace ContainerOS;

/// <summary>A program on a host that fetches things through a proxy.</summary>
public enum ProxyProgram
{
    /// <summary>The package manager of Photon OS.</summary>
    Tdnf,

    /// <summary>Docker's daemon, which pulls images.</summary>
    Docker,

    /// <summary>The daemon containerd, which pulls images for Kubernetes.</summary>
    Containerd,
}
