namespace ContainerOS;

/// <summary>What Set-RootSshLogin makes of root's login.</summary>
public enum RootSshLoginValue
{
    /// <summary>Root gets in with every method that others may use.</summary>
    Yes,

    /// <summary>Root does not get in.</summary>
    No,

    /// <summary>Root gets in with every method but a password.</summary>
    ProhibitPassword,

    /// <summary>Root gets in with a key that is bound to a command only.</summary>
    ForcedCommandsOnly,

    /// <summary>What OpenSSH does by itself: a line that Set-RootSshLogin added goes away.</summary>
    Default,
}
