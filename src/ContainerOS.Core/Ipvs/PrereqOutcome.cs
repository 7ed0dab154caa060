namespace ContainerOS;

/// <summary>What became of a prerequisite.</summary>
public enum PrereqOutcome
{
    /// <summary>It would be done; nothing is.</summary>
    Planned,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>The package is installed.</summary>
    Installed,

    /// <summary>The package was there already.</summary>
    AlreadyPresent,

    /// <summary>It is there after the next reboot.</summary>
    Staged,

    /// <summary>No enabled repository has the package.</summary>
    NotFound,

    /// <summary>It could not be done; the detail says why.</summary>
    Failed,

    /// <summary>This system has no way to it; the detail says what a person can do.</summary>
    Unsupported,

    /// <summary>It is missing, and was not asked for.</summary>
    NotAsked,
}
