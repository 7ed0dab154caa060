namespace ContainerOS.Connections;

/// <summary>How a server sent a connection away before it had said its version.</summary>
internal enum TurnedAway
{
    /// <summary>Without a word: an older sshd at MaxStartups does so, but also one that is about to stop, and a firewall.</summary>
    Silently,

    /// <summary>With OpenSSH's words for MaxStartups or PerSourcePenalties: it is busy and will let others in.</summary>
    ForNow,
}
