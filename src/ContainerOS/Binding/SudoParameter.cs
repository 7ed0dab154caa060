using System.Management.Automation;
using System.Security;
using ContainerOS.Errors;
using ContainerOS.Targets;

namespace ContainerOS.Binding;

/// <summary>-SudoCredential: the login account's password for sudo, or why it cannot be used.</summary>
internal sealed class SudoParameter
{
    private readonly string? account;
    private readonly string? loginUser;

    /// <param name="credential">The credential; null when none is given.</param>
    /// <param name="loginUser">The account that logs in where the target names no other; null when ssh_config decides.</param>
    public SudoParameter(PSCredential? credential, string? loginUser)
    {
        this.loginUser = loginUser;
        if (credential is null || credential == PSCredential.Empty)
            return;
        account = credential.UserName.TrimStart('\\');
        Password = credential.Password;
        var secret = credential.GetNetworkCredential().Password;
        Problem = secret.Length == 0 ? ErrorFactory.BadLogin("InvalidSudoCredential", "The password in -SudoCredential is empty. Leave -SudoCredential out where sudo needs none.", account)
            : secret.IndexOfAny(['\r', '\n', '\0']) >= 0 ? ErrorFactory.BadLogin("InvalidSudoCredential", "The password in -SudoCredential holds a line break or a NUL character, which sudo does not take. It may come from a file that was read with its line end.", account)
            : loginUser is null ? null
            : Check(null, loginUser);
    }

    public SecureString? Password { get; }

    /// <summary>Why the call cannot be made; null when it can.</summary>
    public ErrorRecord? Problem { get; }

    /// <summary>Why a host cannot be reached with it; null when it can.</summary>
    public ErrorRecord? Check(HostTarget target) => Check(target, target.UserName ?? loginUser);

    private ErrorRecord? Check(HostTarget? target, string? user) => account is null || user is null || user == account ? null
        : ErrorFactory.BadLogin("SudoCredentialForAnotherUser",
            $"{(target is null ? "The login" : target.ToString())} is as '{user}', but -SudoCredential is for '{account}'. sudo asks for the password of the account that logs in: give that account's credential.", target ?? (object)account);
}
