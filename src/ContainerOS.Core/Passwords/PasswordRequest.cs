using System.Collections.Generic;
using System.Security;

namespace ContainerOS.Passwords;

/// <summary>What is to be done about a password, for all hosts of a call.</summary>
public sealed class PasswordRequest
{
    /// <summary>Creates the request.</summary>
    /// <param name="newPassword">The new password.</param>
    public PasswordRequest(SecureString newPassword) => NewPassword = newPassword;

    /// <summary>The new password.</summary>
    public SecureString NewPassword { get; }

    /// <summary>The account whose password it is; null for the one that logs in.</summary>
    public string? Account { get; init; }

    /// <summary>The password that is valid now; null when it is the one that logs in, or not known.</summary>
    public SecureString? CurrentPassword { get; init; }

    /// <summary>Public keys to put in place for the account as well.</summary>
    public IReadOnlyList<AuthorizedKey> AuthorizedKeys { get; init; } = [];
}
