namespace ContainerOS.Connections.HostKeys;

/// <summary>The first word of a line of known_hosts that is more than a host and its key.</summary>
public enum KnownHostMarker
{
    /// <summary>An ordinary line: the hosts have this key.</summary>
    None,

    /// <summary><c>@revoked</c>: the key must never be accepted from the hosts.</summary>
    Revoked,

    /// <summary><c>@cert-authority</c>: certificates that this key has signed are accepted from the hosts.</summary>
    CertAuthority,
}
