namespace ContainerOS.Access.Sudo;

/// <summary>What a list of sudo's rules says about somebody.</summary>
internal enum SudoMatch
{
    /// <summary>Nothing.</summary>
    Silent,

    /// <summary>It takes them out.</summary>
    No,

    /// <summary>That cannot be told from here.</summary>
    Maybe,

    /// <summary>It means them.</summary>
    Yes,
}
