namespace ContainerOS;

/// <summary>How far a change of a host has come. The host keeps it, and moves it by one atomic rename at a time.</summary>
public enum ChangeState
{
    /// <summary>Sent to the host and not begun.</summary>
    Planned,

    /// <summary>Its steps are being taken, or were when the host stopped.</summary>
    Applying,

    /// <summary>All steps are taken, and the host waits for the confirmation that it can still be reached.</summary>
    Applied,

    /// <summary>It stays.</summary>
    Confirmed,

    /// <summary>What was done is being undone.</summary>
    RollingBack,

    /// <summary>All is as it was before.</summary>
    RolledBack,

    /// <summary>A step could not be undone. The host tries again when it starts.</summary>
    UndoFailed,

    /// <summary>The host does not know of it.</summary>
    Missing,
}
