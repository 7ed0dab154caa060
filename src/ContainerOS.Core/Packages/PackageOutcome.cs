namespace ContainerOS;

/// <summary>What became of a package.</summary>
public enum PackageOutcome
{
    /// <summary>It would be installed; nothing is done.</summary>
    Planned,

    /// <summary>It is installed now.</summary>
    Installed,

    /// <summary>It was there already.</summary>
    AlreadyPresent,

    /// <summary>It is there after the next reboot.</summary>
    Staged,

    /// <summary>No enabled repository has it.</summary>
    NotFound,

    /// <summary>It could not be installed; the reason says why.</summary>
    Failed,
}
