using System.Collections.Generic;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Access.Keys;

/// <summary>What is to be done about the keys of an account on one host.</summary>
internal sealed class AuthorizedKeyPlan(HostTarget target, ChangePlan change, ConnectionFacts connection) : HostPlan(target, change)
{
    /// <summary>What the connection learned.</summary>
    public ConnectionFacts Connection => connection;

    /// <summary>The account that logged in; null when nobody told.</summary>
    public string? Operator { get; init; }

    /// <summary>The keys now.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>The keys afterwards.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The files that are written.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Whether it outlives a reboot; null when that is not known.</summary>
    public bool? SurvivesReboot { get; init; }

    /// <summary>What must work before the change is confirmed; none where keys are only added.</summary>
    public IReadOnlyList<ChangeLogin> Logins { get; init; } = [];
}
