namespace ContainerOS;

/// <summary>The families of operating systems that are treated differently.</summary>
public enum OsFamily
{
    /// <summary>No os-release could be read.</summary>
    Unknown,

    /// <summary>VMware Photon OS.</summary>
    PhotonOS,

    /// <summary>CoreOS Container Linux, end of life since May 2020.</summary>
    ContainerLinux,

    /// <summary>Flatcar Container Linux.</summary>
    Flatcar,

    /// <summary>Fedora CoreOS.</summary>
    FedoraCoreOS,

    /// <summary>Red Hat Enterprise Linux CoreOS.</summary>
    RedHatCoreOS,

    /// <summary>RancherOS, no longer maintained.</summary>
    RancherOS,

    /// <summary>Google's Container-Optimized OS.</summary>
    ContainerOptimizedOS,

    /// <summary>SUSE Linux Micro and openSUSE MicroOS.</summary>
    SuseMicro,

    /// <summary>Kairos, on whatever base.</summary>
    Kairos,

    /// <summary>Bottlerocket, seen from its admin container.</summary>
    Bottlerocket,

    /// <summary>Any other Linux.</summary>
    OtherLinux,
}
