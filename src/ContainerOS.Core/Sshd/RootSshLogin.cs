using ContainerOS.Changes;
using ContainerOS.Sshd;
using ContainerOS.Sshd.Changing;

namespace ContainerOS;

/// <summary>What became of root's login on one host.</summary>
public sealed class RootSshLogin : SshdChangeResult
{
    internal RootSshLogin(SshdPlan plan, ChangeReport? report)
        : base(plan, report)
    {
        Before = RootLoginReader.Value(plan.Before);
        After = RootLoginReader.Value(plan.After);
    }

    /// <summary>What PermitRootLogin was for this connection's address; null when sshd did not tell.</summary>
    public PermitRootLogin? Before { get; }

    /// <summary>What it is now; with -WhatIf what it would be.</summary>
    public PermitRootLogin? After { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: PermitRootLogin {After?.ToString() ?? "?"} ({(Changed ? "changed" : "not changed")})";
}
