namespace ContainerOS.Scripts;

/// <summary>Whether a script runs as root.</summary>
public enum Elevation
{
    /// <summary>As the account that logs in.</summary>
    None,

    /// <summary>As root through sudo; where that is refused, as the account that logs in. A wrong password is an error all the same.</summary>
    IfPossible,

    /// <summary>As root through sudo; where that is refused, not at all.</summary>
    Required,
}
