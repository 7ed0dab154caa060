namespace ContainerOS.Sessions;

/// <summary>What has become of a session.</summary>
public enum HostSessionState
{
    /// <summary>Its connection is open, as far as is known: a host that fell silent is noticed by the keep-alive.</summary>
    Opened,

    /// <summary>Its connection is lost. The next request opens it again.</summary>
    Broken,

    /// <summary>It was closed and takes no more requests.</summary>
    Closed,
}
