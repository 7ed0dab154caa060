namespace ContainerOS.Connections;

/// <summary>What to do with a host whose key is not in known_hosts. A changed key always fails.</summary>
public enum HostKeyPolicy
{
    /// <summary>Fail.</summary>
    Strict,

    /// <summary>Store the key in known_hosts and go on.</summary>
    AcceptNew,
}
