using ContainerOS.Changes;
using ContainerOS.Sshd.Changing;

namespace ContainerOS;

/// <summary>What became of a keyword of sshd on one host.</summary>
public sealed class SshdOptionChange : SshdChangeResult
{
    internal SshdOptionChange(SshdPlan plan, ChangeReport? report, SshdOptionRequest request)
        : base(plan, report)
    {
        Name = request.Name;
        User = request.User;
        Before = plan.Before;
        After = plan.After;
    }

    /// <summary>The keyword, as sshd_config(5) spells it.</summary>
    public string Name { get; }

    /// <summary>The account for whose logins the value counts.</summary>
    public string User { get; }

    /// <summary>The value before, for logins from this connection's address; null when sshd did not tell.</summary>
    public string? Before { get; }

    /// <summary>What it is now; with -WhatIf what it would be.</summary>
    public string? After { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Name} {After ?? "?"} ({(Changed ? "changed" : "not changed")})";
}
