namespace ContainerOS.Connections.HostKeys;

/// <summary>What known_hosts says about a key, and the line that says so.</summary>
internal sealed class HostKeyVerdict(HostKeyState state, KnownHostEntry? entry)
{
    public HostKeyState State { get; } = state;

    /// <summary>
    /// The matching line when the key is known or revoked; when it has changed, the line with the other key (of the same type if there is
    /// one); null when unknown.
    /// </summary>
    public KnownHostEntry? Entry { get; } = entry;
}
