using ContainerOS.Changes;
using ContainerOS.Connections.Transports;
using ContainerOS.Targets;

namespace ContainerOS.Sshd.Changing;

/// <summary>The logins that prove, each with fresh authentication, that a host can still be entered.</summary>
/// <param name="target">The host.</param>
/// <param name="login">How the operator logs in.</param>
internal sealed class SshdLogins(HostTarget target, TransportChooser login)
{
    /// <summary>The operator's own login knows nothing but a password.</summary>
    public bool IsPasswordOnly => login.Settings is { Password: not null, KeyFilePath: null };

    /// <summary>The operator's own login again.</summary>
    public ChangeLogin Operator(string? account) => new((account ?? "the same account") + " again", () => login.Open(target.WithoutSession()));

    /// <summary>Another login.</summary>
    public ChangeLogin Of(VerifyLogin other)
    {
        var settings = login.Settings with
        {
            UserName = other.UserName,
            KeyFilePath = other.KeyFilePath,
            Password = other.KeyFilePath is null ? other.Password : null,
            KeyPassphrase = other.KeyFilePath is null ? null : other.Password,
            SudoPassword = other.Password,
        };
        var anew = new HostTarget(target.ComputerName, target.Address, target.Port, other.UserName) { Vm = target.Vm };
        return new ChangeLogin(other.ToString(), () => login.With(settings).Open(anew));
    }
}
