using ContainerOS.Changes;
using ContainerOS.Sshd;
using ContainerOS.Sshd.Changing;

namespace ContainerOS;

/// <summary>What became of root's login on one host.</summary>
public sealed class RootSshLogin : SshdChangeResult<PermitRootLogin?>
{
    internal RootSshLogin(SshdPlan plan, ChangeReport? report)
        : base(plan, report, RootLoginReader.Value)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: PermitRootLogin {After?.ToString() ?? "?"} ({(Changed ? "changed" : "not changed")})";
}
