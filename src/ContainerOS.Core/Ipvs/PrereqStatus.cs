namespace ContainerOS;

/// <summary>How a check ended.</summary>
public enum PrereqStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Not there, or not set as it should be.</summary>
    Missing,

    /// <summary>A module that is not loaded and could be.</summary>
    Loadable,

    /// <summary>As it should be now; after a reboot it will not be.</summary>
    NotPersistent,

    /// <summary>Not possible on this host as it is.</summary>
    Unsupported,

    /// <summary>The host does not tell; Detail says why.</summary>
    Unknown,
}
