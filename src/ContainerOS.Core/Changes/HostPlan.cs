using System.Collections.Generic;
using System.Linq;
using ContainerOS.Targets;

namespace ContainerOS.Changes;

/// <summary>What a cmdlet would do on one host, as the user is asked about it.</summary>
internal abstract class HostPlan
{
    /// <summary>Creates the plan.</summary>
    protected HostPlan(HostTarget target, ChangePlan change)
    {
        Target = target;
        Change = change;
    }

    /// <summary>The host.</summary>
    public HostTarget Target { get; }

    /// <summary>What is to be done there.</summary>
    public ChangePlan Change { get; }

    /// <summary>What the user should know before and after.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>False when the host is already as wanted.</summary>
    public bool HasChanges => Change.Steps.Count > 0 || Change.Afters.Count > 0;

    /// <summary>The plan for people, a line for each thing, the host first.</summary>
    public IReadOnlyList<string> Lines => Change.Summary.Select((line, i) => i == 0 ? Target + ": " + line : "  " + line).ToList();
}
