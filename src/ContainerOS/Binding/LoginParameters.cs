using System.Management.Automation;
using System.Security;
using ContainerOS.Errors;
using ContainerOS.Targets;

namespace ContainerOS.Binding;

/// <summary>Makes one login of -UserName, -Credential and -KeyFilePath, or says why they do not fit together.</summary>
internal sealed class LoginParameters
{
    public LoginParameters(string? userName, PSCredential? credential, bool hasKeyFile)
    {
        var given = credential == PSCredential.Empty ? null : credential;
        var account = given?.UserName.TrimStart('\\'); // Windows puts one before a name without a domain
        UserName = userName ?? account;
        Problem = Check(account, given?.GetNetworkCredential().Password);
        if (given is null || given.Password.Length == 0)
            return;

        // The passphrase of a key must never reach a host as a password.
        if (hasKeyFile)
            KeyPassphrase = given.Password;
        else
            Password = given.Password;
    }

    public string? UserName { get; }

    public SecureString? Password { get; }

    public SecureString? KeyPassphrase { get; }

    /// <summary>Why the call cannot be made; null when it can.</summary>
    public ErrorRecord? Problem { get; }

    private ErrorRecord? Check(string? account, string? secret)
    {
        try
        {
            _ = new HostTarget("host", "host", null, UserName);
        }
        catch (HostTargetException error)
        {
            return new ErrorRecord(error, "InvalidUserName", ErrorCategory.InvalidArgument, UserName);
        }

        if (account is not null && account != UserName)
            return ErrorFactory.BadLogin("CredentialForAnotherUser", $"-UserName is '{UserName}', but -Credential is for '{account}'. Leave -UserName out.", UserName);
        if (secret is not null && secret.IndexOfAny(['\r', '\n', '\0']) >= 0)
            return ErrorFactory.BadLogin("InvalidCredential", "The password in -Credential holds a line break or a NUL character, which no login takes. It may come from a file that was read with its line end.", account);
        return null;
    }
}
