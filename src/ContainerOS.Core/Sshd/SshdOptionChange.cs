using ContainerOS.Changes;
using ContainerOS.Sshd.Changing;

namespace ContainerOS;

/// <summary>What became of a keyword of sshd on one host.</summary>
public sealed class SshdOptionChange : SshdChangeResult<string?>
{
    internal SshdOptionChange(SshdPlan plan, ChangeReport? report, SshdOptionRequest request)
        : base(plan, report, value => value)
    {
        Name = request.Name;
        User = request.User;
    }

    /// <summary>The keyword, as sshd_config(5) spells it.</summary>
    public string Name { get; }

    /// <summary>The account for whose logins the value counts.</summary>
    public string User { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Name} {After ?? "?"} ({(Changed ? "changed" : "not changed")})";
}
