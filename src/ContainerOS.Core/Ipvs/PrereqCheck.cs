namespace ContainerOS;

/// <summary>One thing that Kubernetes asks of a host, and how the host answers.</summary>
public sealed class PrereqCheck
{
    internal PrereqCheck(PrereqKind kind, string name, bool required, PrereqStatus status)
    {
        Kind = kind;
        Name = name;
        Required = required;
        Status = status;
    }

    /// <summary>What it is about.</summary>
    public PrereqKind Kind { get; }

    /// <summary>The module, tool, setting or the like.</summary>
    public string Name { get; }

    /// <summary>False for what is only recommended, or told for information.</summary>
    public bool Required { get; }

    /// <summary>How the host answers.</summary>
    public PrereqStatus Status { get; internal set; }

    /// <summary>How it is so: built in, loaded, by which file at boot; or why it is not known. Null when there is nothing to say.</summary>
    public string? Detail { get; internal set; }

    /// <summary>What the host has; null when unknown or when the status says it all.</summary>
    public string? Actual { get; internal init; }

    /// <summary>What is wanted; null when the status says it all.</summary>
    public string? Expected { get; internal init; }

    /// <summary>What can be done; null when nothing needs to be.</summary>
    public string? Remedy { get; internal set; }

    /// <summary>Whether a package, a module or a setting mends it on this operating system, without another kernel or another console.</summary>
    public bool Fixable { get; internal init; }

    internal bool IsBad => Status is PrereqStatus.Missing or PrereqStatus.Loadable or PrereqStatus.Unsupported;

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}: {Status}" + (Detail is null ? "" : $" ({Detail})");
}
