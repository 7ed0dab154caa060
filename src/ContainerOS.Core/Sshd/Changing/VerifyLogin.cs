using System.Security;

namespace ContainerOS.Sshd.Changing;

/// <summary>Another login that must work after a change of sshd.</summary>
/// <param name="UserName">The account.</param>
public sealed record VerifyLogin(string UserName)
{
    /// <summary>Its password, also for sudo, or the passphrase of the key; null when there is none.</summary>
    public SecureString? Password { get; init; }

    /// <summary>Its private key; null when there is none.</summary>
    public string? KeyFilePath { get; init; }

    /// <inheritdoc/>
    public override string ToString() => UserName + (KeyFilePath is null ? " with a password" : " with the key " + KeyFilePath);
}
