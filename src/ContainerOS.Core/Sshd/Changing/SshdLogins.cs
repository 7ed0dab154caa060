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

    /// <summary>The operator's own login again, perhaps at another port.</summary>
    public ChangeLogin Operator(string? account, int? port = null) => new(account ?? "the same account", () => login.Open(At(port)));

    /// <summary>Another login, perhaps at another port.</summary>
    public ChangeLogin Of(VerifyLogin other, int? port = null)
    {
        var settings = login.Settings with
        {
            UserName = other.UserName,
            KeyFilePath = other.KeyFilePath,
            Password = other.KeyFilePath is null ? other.Password : null,
            KeyPassphrase = other.KeyFilePath is null ? null : other.Password,
            SudoPassword = other.Password,
        };
        var anew = new HostTarget(target.ComputerName, target.Address, port ?? target.Port, other.UserName) { Vm = target.Vm };
        return new ChangeLogin(other.ToString(), () => login.With(settings).Open(anew));
    }

    private HostTarget At(int? port) => port is null ? target.WithoutSession()
        : new HostTarget(target.ComputerName, target.Address, port, target.UserName) { Vm = target.Vm, Login = target.Login };
}
