namespace ContainerOS.Connections;

/// <summary>The ways in which reaching a host fails. The names are the stable error ids.</summary>
public enum ConnectionFailure
{
    /// <summary>The name does not resolve, or no route leads to the address.</summary>
    HostUnreachable,

    /// <summary>The host is there and nothing listens on the port.</summary>
    ConnectionRefused,

    /// <summary>No answer, or no finished login, within the connect timeout.</summary>
    ConnectTimedOut,

    /// <summary>Something answered that does not speak SSH version 2.</summary>
    NotSsh,

    /// <summary>Client and server have no algorithm in common.</summary>
    NegotiationFailed,

    /// <summary>known_hosts has no key for this host.</summary>
    HostKeyUnknown,

    /// <summary>The host's key is not the one in known_hosts, not the one that was given, or revoked.</summary>
    HostKeyMismatch,

    /// <summary>The server accepted none of the login methods that were tried.</summary>
    AuthenticationFailed,

    /// <summary>The login was accepted, but the password has expired and must be changed first.</summary>
    PasswordExpired,

    /// <summary>The host did not take a new password: too short, too simple, used before, changed too recently.</summary>
    PasswordRefused,

    /// <summary>The host tried to change a password and could not: the account is unknown, locked or not its own, or its files cannot be written.</summary>
    PasswordNotChanged,

    /// <summary>The keys for an account could not be put in place.</summary>
    AuthorizedKeysNotAdded,

    /// <summary>The host asked something that could not be answered.</summary>
    UnexpectedPrompt,

    /// <summary>The login was accepted, but the account's login shell did not run the script.</summary>
    ShellUnavailable,

    /// <summary>The script must run as root, and the host does not let the account: no sudo, not allowed, a password wanted.</summary>
    ElevationFailed,

    /// <summary>Somebody else is changing the host; nothing was changed.</summary>
    ChangeLocked,

    /// <summary>A step of the change failed; everything is as it was before.</summary>
    ChangeFailed,

    /// <summary>The change was made and put back, because the login that will be needed did not work.</summary>
    RolledBack,

    /// <summary>The change failed, and not all of it could be undone.</summary>
    UndoFailed,

    /// <summary>The host was lost during the change; it finishes or undoes it by itself.</summary>
    ChangeUnknown,

    /// <summary>The audit file could not be written; nothing was changed.</summary>
    AuditFailed,

    /// <summary>The change would leave no login that is known to work; nothing was changed.</summary>
    WouldLockOut,

    /// <summary>The host cannot do what is asked, or not in this way; nothing was changed.</summary>
    UnsupportedOperation,

    /// <summary>The host has a package manager, and its list of packages cannot be read: locked, broken, or not for this account.</summary>
    PackageListUnreadable,

    /// <summary>The connection ended before the answer was complete.</summary>
    ConnectionLost,

    /// <summary>The session was closed, before the request or during it.</summary>
    SessionClosed,

    /// <summary>The script ran longer than the command timeout.</summary>
    CommandTimedOut,

    /// <summary>The script printed more than the call allows.</summary>
    OutputTooLarge,

    /// <summary>The connection's own means are missing on this machine (no ssh client, too old, a broken configuration), or cannot do what is asked.</summary>
    TransportUnavailable,
}
