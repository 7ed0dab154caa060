namespace ContainerOS.Sessions;

/// <summary>An output that remembers the session it came over, so that the next cmdlet of a pipeline uses it again. Neither shown nor exported.</summary>
internal interface ISessionOutput
{
    /// <summary>The session; null when the host was asked over a connection of its own.</summary>
    HostSession? Session { get; set; }
}
