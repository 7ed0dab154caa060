namespace ContainerOS;

/// <summary>One thing that Install-IpvsPrereqs dealt with on a host.</summary>
public sealed class PrereqItem
{
    internal PrereqItem(PrereqKind kind, string name, PrereqOutcome outcome, string? detail)
    {
        Kind = kind;
        Name = name;
        Outcome = outcome;
        Detail = detail;
    }

    /// <summary>What it is about.</summary>
    public PrereqKind Kind { get; }

    /// <summary>The package, module, setting or the like.</summary>
    public string Name { get; }

    /// <summary>What became of it.</summary>
    public PrereqOutcome Outcome { get; }

    /// <summary>The version, why it failed, or what a person can do instead; null when there is nothing to say.</summary>
    public string? Detail { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Outcome}" + (Detail is null ? "" : " (" + Detail + ")");
}
