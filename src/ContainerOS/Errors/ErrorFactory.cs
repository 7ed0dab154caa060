using System;
using System.Management.Automation;
using ContainerOS.Connections;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Logins;
using ContainerOS.Targets;

namespace ContainerOS.Errors;

/// <summary>Makes error records of what goes wrong with hosts: stable ids, the host as target, the remedy with the message.</summary>
internal static class ErrorFactory
{
    public static ErrorRecord ForHost(HostTarget target, Exception error)
    {
        if (error is KnownHostsException)
            return new ErrorRecord(error, "KnownHostsUnusable", ErrorCategory.ResourceUnavailable, target) { ErrorDetails = new ErrorDetails(target + ": " + error.Message) };
        if (error is not HostConnectionException trouble)
        {
            // It may hold words of the host, and Get-Error shows the exception itself.
            var shown = HostText.CleanLines(error.ToString()) == error.ToString().Replace("\r\n", "\n") ? error : new InvalidOperationException(HostText.CleanLines(error.ToString()));
            return new ErrorRecord(shown, "UnexpectedError", ErrorCategory.NotSpecified, target)
            {
                ErrorDetails = new ErrorDetails($"{target}: {error.GetType().Name}: {HostText.Clean(error.Message)} This is a defect of the module: please report it with the error's exception."),
            };
        }

        // Not as RecommendedAction: Windows PowerShell does not show that, and logs take the message.
        return new ErrorRecord(trouble, trouble.Failure.ToString(), Category(trouble.Failure), target)
        {
            ErrorDetails = new ErrorDetails(trouble.Message + ". " + trouble.Remedy),
        };
    }

    public static ErrorRecord ForVm(HostTarget target, VmTroubleException trouble) =>
        new(trouble, trouble.Trouble.ToString(), ErrorCategory.ResourceUnavailable, target.Vm?.Vm ?? target);

    public static ErrorRecord ForLogin(HostTarget target, LoginException trouble) =>
        new(trouble, trouble.Id, ErrorCategory.AuthenticationError, target) { ErrorDetails = new ErrorDetails(trouble.Message.StartsWith(target.ComputerName, StringComparison.Ordinal) ? trouble.Message : target + ": " + trouble.Message) };

    public static ErrorRecord NoLoginRule(int id) =>
        new(new ItemNotFoundException($"This runspace has no login rule {id}. Get-ContainerOsLogin shows those it has."), "LoginRuleNotFound", ErrorCategory.ObjectNotFound, id);

    public static ErrorRecord NonZeroExit(HostTarget target, CommandResult result, string command)
    {
        var reason = HostText.Clean(Shorten(HostText.FirstLine(result.StdErr is byte[] bytes ? HostText.Decode(bytes) : (string)result.StdErr)));
        var message = $"{target}: '{HostText.Clean(command)}' ended with exit code {result.ExitCode}" + (reason.Length > 0 ? ": " + reason : "");
        return new ErrorRecord(new InvalidOperationException(message), "NonZeroExit", ErrorCategory.InvalidResult, target);
    }

    public static ErrorRecord NoSession(int id) =>
        new(new ItemNotFoundException($"This runspace has no open session {id}. Get-ContainerOsSession shows those it has."), "SessionNotFound", ErrorCategory.ObjectNotFound, id);

    public static ErrorRecord BadFile(string parameter, string path, string problem) =>
        new(new ArgumentException($"-{parameter}: {problem}: {path}"), "InvalidPath", ErrorCategory.InvalidArgument, path);

    public static ErrorRecord BadLogin(string id, string problem, object? target = null) =>
        new(new ArgumentException(problem), id, ErrorCategory.InvalidArgument, target);

    private static string Shorten(string line) => line.Substring(0, Math.Min(line.Length, 300));

    private static ErrorCategory Category(ConnectionFailure failure) => failure switch
    {
        ConnectionFailure.HostUnreachable or ConnectionFailure.ConnectionRefused or ConnectionFailure.ConnectionLost => ErrorCategory.ConnectionError,
        ConnectionFailure.ConnectTimedOut or ConnectionFailure.CommandTimedOut => ErrorCategory.OperationTimeout,
        ConnectionFailure.NotSsh or ConnectionFailure.NegotiationFailed => ErrorCategory.ProtocolError,
        ConnectionFailure.HostKeyUnknown or ConnectionFailure.HostKeyMismatch => ErrorCategory.SecurityError,
        ConnectionFailure.AuthenticationFailed or ConnectionFailure.PasswordExpired => ErrorCategory.AuthenticationError,
        ConnectionFailure.PasswordRefused => ErrorCategory.InvalidArgument,
        ConnectionFailure.PasswordNotChanged or ConnectionFailure.AuthorizedKeysNotAdded => ErrorCategory.WriteError,
        ConnectionFailure.ElevationFailed => ErrorCategory.PermissionDenied,
        ConnectionFailure.ChangeLocked => ErrorCategory.ResourceBusy,
        ConnectionFailure.ChangeFailed or ConnectionFailure.RolledBack or ConnectionFailure.UndoFailed or ConnectionFailure.AuditFailed => ErrorCategory.WriteError,
        ConnectionFailure.WouldLockOut => ErrorCategory.InvalidOperation,
        ConnectionFailure.UnsupportedOperation => ErrorCategory.NotImplemented,
        ConnectionFailure.PackageListUnreadable => ErrorCategory.ReadError,
        ConnectionFailure.SessionClosed => ErrorCategory.InvalidOperation,
        ConnectionFailure.OutputTooLarge => ErrorCategory.LimitsExceeded,
        ConnectionFailure.TransportUnavailable => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.InvalidResult,
    };
}
