namespace ContainerOS.Connections.HostKeys;

/// <summary>What known_hosts says about a key that a host shows.</summary>
public enum HostKeyState
{
    /// <summary>known_hosts has no key for this host.</summary>
    Unknown,

    /// <summary>known_hosts has this very key for this host.</summary>
    Known,

    /// <summary>known_hosts has other keys for this host, of the same or of another type, and not this one.</summary>
    Changed,

    /// <summary>known_hosts marks this key as revoked for this host.</summary>
    Revoked,
}
