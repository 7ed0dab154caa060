namespace ContainerOS.Connections;

/// <summary>What ended the wait for an answer.</summary>
internal enum ScriptEnding
{
    /// <summary>The connection's side of the call ended by itself.</summary>
    Exited,

    /// <summary>No login in time.</summary>
    ConnectTimedOut,

    /// <summary>The script ran too long.</summary>
    CommandTimedOut,

    /// <summary>The script printed too much.</summary>
    OutputTooLarge,

    /// <summary>The caller gave up.</summary>
    Cancelled,
}
