namespace ContainerOS;

/// <summary>Whose address a repository has.</summary>
public enum RepositoryEra
{
    /// <summary>None of the others, or no address at all.</summary>
    Other,

    /// <summary>dl.bintray.com, which is gone since 2021.</summary>
    BintrayDead,

    /// <summary>packages.vmware.com, which has no packages of Photon OS any more.</summary>
    VmwareGone,

    /// <summary>packages.broadcom.com, where they are now.</summary>
    Broadcom,

    /// <summary>A mirror of one's own: a file, a private address, or a name without a dot.</summary>
    Local,
}
