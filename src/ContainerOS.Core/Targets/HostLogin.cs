using System.Collections.Generic;
using System.Security;
using ContainerOS.Connections;

namespace ContainerOS.Targets;

/// <summary>Who logs in to a host and with what, where a rule says so in place of the call.</summary>
internal sealed class HostLogin
{
    /// <summary>The account; null leaves it to the target, the call and ssh_config.</summary>
    public string? UserName { get; init; }

    /// <summary>The account's password; null when the rule has none.</summary>
    public SecureString? Password { get; init; }

    /// <summary>The private key; null when the rule has none.</summary>
    public string? KeyFilePath { get; init; }

    /// <summary>The key's passphrase; null when it has none.</summary>
    public SecureString? KeyPassphrase { get; init; }

    /// <summary>The hosts to go through; empty leaves it to the call.</summary>
    public IReadOnlyList<HostTarget> JumpHosts { get; init; } = [];

    /// <summary>The settings of a call with this login. A password of the call stays with the account that it is for.</summary>
    public ConnectionSettings In(ConnectionSettings call)
    {
        var jumps = call.JumpHosts.Count > 0 ? call.JumpHosts : JumpHosts;
        if (Password is not null || KeyFilePath is not null)
            return call with { UserName = UserName ?? call.UserName, Password = Password, KeyFilePath = KeyFilePath, KeyPassphrase = KeyPassphrase, JumpHosts = jumps };
        var isSameAccount = UserName is null || UserName == call.UserName;
        return call with { UserName = UserName ?? call.UserName, Password = isSameAccount ? call.Password : null, JumpHosts = jumps };
    }
}
