using ContainerOS.Connections.HostKeys;
using ContainerOS.Targets;

namespace ContainerOS.Connections;

/// <summary>Trouble around the login that is told alike by every kind of connection.</summary>
internal static class LoginFailure
{
    public const string OneIsNotEnough = "it accepted one method and wants another one as well, and one login shows either a key or a password";

    /// <summary>No login within the connect timeout.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How it was connected.</param>
    /// <param name="connected">Whether something had answered.</param>
    /// <param name="phase">How far it came.</param>
    public static HostConnectionException TimedOut(HostTarget target, ConnectionSettings settings, bool connected, string phase) =>
        new(ConnectionFailure.ConnectTimedOut, target, $"no login within {FailureText.Seconds(settings.ConnectTimeout)}: {phase}",
            connected ? "Check the load of the host, or raise -ConnectTimeout." : FailureText.SeeNetwork);

    /// <summary>What answers is no SSH server.</summary>
    public static HostConnectionException Foreign(HostTarget target, string greeting) =>
        new(ConnectionFailure.NotSsh, target, "the server's greeting is not SSH: " + FailureText.Shorten(HostText.Clean(greeting)), FailureText.NotSsh);

    /// <summary>The server hung up before anybody was let in.</summary>
    /// <param name="target">The host.</param>
    /// <param name="lastWords">The server's, or what is known instead.</param>
    /// <param name="turnedAway">Set when it came to nothing between the two but the connection itself.</param>
    public static HostConnectionException HungUp(HostTarget target, string lastWords, TurnedAway? turnedAway = null) =>
        new(ConnectionFailure.ConnectionLost, target, "the server ended the connection before the login was finished: " + lastWords,
            "The server may limit connections (MaxStartups, PerSourcePenalties, fail2ban) or be restarting: try again, with a lower -ThrottleLimit.")
        {
            NothingSent = true,
            TurnedAway = turnedAway,
        };

    /// <summary>Whether the call may have run on the host, so that nobody knows what came of it.</summary>
    public static bool MayHaveRun(HostConnectionException trouble) =>
        trouble.Failure is ConnectionFailure.ConnectionLost or ConnectionFailure.CommandTimedOut or ConnectionFailure.OutputTooLarge && !trouble.NothingSent;

    /// <summary>The script had begun and the connection ended before the script did.</summary>
    public static HostConnectionException Lost(HostTarget target, string lastWords) =>
        new(ConnectionFailure.ConnectionLost, target, "the connection was lost while the script was running: " + lastWords,
            "The host may have rebooted or lost its network. A read can be tried again; of a change, look first whether it has happened.");

    /// <summary>The login was accepted, and the server runs no command for it.</summary>
    public static HostConnectionException NoChannel(HostTarget target, string userName) =>
        new(ConnectionFailure.ShellUnavailable, target, $"the login of '{userName}' was accepted, but the server opens no channel for a command", "Check MaxSessions of the server's sshd_config.");

    /// <summary>The login was accepted and the command ended, but our script never began.</summary>
    /// <param name="target">The host.</param>
    /// <param name="userName">The account.</param>
    /// <param name="output">The end of what came on stdout.</param>
    /// <param name="error">The end of what came on stderr.</param>
    public static HostConnectionException NotRun(HostTarget target, string userName, string output, string error)
    {
        // sshd itself writes this, to the stderr of the session and nowhere else; a host can only lie about itself with it.
        if (error.Contains("password has expired") || error.Contains("Password change required but no TTY available"))
            return Expired(target, userName);

        var said = FailureText.LastLine(error) is { Length: > 0 } line ? line : FailureText.LastLine(output);
        return new HostConnectionException(ConnectionFailure.ShellUnavailable, target,
            $"the login of '{userName}' was accepted, but its login shell did not run the script" + (said.Length == 0 ? "" : ": " + said),
            "Give the account a shell that runs 'sh -c' (not nologin), see that its rc files do not end it, or use another account.");
    }

    /// <summary>The server let nobody in.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">What was shown.</param>
    /// <param name="problem">How it came to that.</param>
    public static HostConnectionException Denied(HostTarget target, ConnectionSettings settings, string problem) =>
        new(ConnectionFailure.AuthenticationFailed, target, problem, (settings.KeyFilePath, settings.Password) switch
        {
            (null, null) => "Check -UserName and the keys of your agent and ssh_config, and that the public key is in the account's authorized_keys. Hosts allow as few as two attempts: "
                + "-KeyFilePath offers that one key only. For a password give -Credential.",
            (null, _) => "Check the account and the password in -Credential, and that the server lets this account log in with a password.",
            _ => "Check -UserName and -KeyFilePath, and that the public key is in the account's authorized_keys. Together with -KeyFilePath the password in -Credential is the key's passphrase.",
        });

    /// <summary>The host wants a new password before anything else.</summary>
    public static HostConnectionException Expired(HostTarget target, string userName) =>
        new(ConnectionFailure.PasswordExpired, target, $"the password of '{userName}' has expired and must be changed before anything else, also when logging in with a key",
            $"Change it with '{HostKeyRequest.Command("Set-ContainerOsPassword", target, null, null)} -Credential {userName} -NewPassword (Read-Host -AsSecureString)'.");
}
