namespace ContainerOS;

/// <summary>Whether and how root may log in over SSH.</summary>
public enum PermitRootLogin
{
    /// <summary>With every method that others may use.</summary>
    Yes,

    /// <summary>Not at all.</summary>
    No,

    /// <summary>With every method but a password (also written without-password).</summary>
    ProhibitPassword,

    /// <summary>With a key that is bound to a command only.</summary>
    ForcedCommandsOnly,
}
