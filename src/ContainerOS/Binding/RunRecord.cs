using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ContainerOS.Connections;
using ContainerOS.Runs;
using ContainerOS.Targets;

namespace ContainerOS.Binding;

/// <summary>Reads results and errors, also those that were in a file or a job meanwhile, for what they say about a run.</summary>
internal static class RunRecord
{
    private static readonly HashSet<string> BeforeTheLogin =
    [
        .. new[]
        {
            ConnectionFailure.HostUnreachable, ConnectionFailure.ConnectionRefused, ConnectionFailure.ConnectTimedOut, ConnectionFailure.NotSsh, ConnectionFailure.NegotiationFailed,
            ConnectionFailure.HostKeyUnknown, ConnectionFailure.HostKeyMismatch, ConnectionFailure.AuthenticationFailed, ConnectionFailure.TransportUnavailable,
        }.Select(failure => failure.ToString()),
        .. Enum.GetNames(typeof(VmTrouble)), "KnownHostsUnusable", "LoginRuleFailed", "LoginNeeded", "SecretUnavailable", "SecretForAnotherUser", "JumpHostNeedsOpenSsh",
    ];

    // A command line may have done anything by then; what only reads has not, and changing cmdlets say it themselves.
    private static readonly HashSet<string> DuringACommand =
        [nameof(ConnectionFailure.ConnectionLost), nameof(ConnectionFailure.CommandTimedOut), nameof(ConnectionFailure.OutputTooLarge), nameof(ConnectionFailure.SessionClosed)];

    /// <summary>Counts a result.</summary>
    /// <exception cref="HostTargetException">It belongs to no host.</exception>
    public static void AddResult(RunTally tally, PSObject result)
    {
        if (result.BaseObject is string)
            throw new HostTargetException($"'{HostText.Clean(result.ToString())}' is a text and no result. Give the outputs of a cmdlet; the hosts that went in are for -ComputerName.");
        var failed = Value(result, "Ok") is false || Value(result, "ExitCode") is int and not 0;
        var reached = Value(result, "LoggedIn") is not { } loggedIn ? Value(result, "Ok") is not false : loggedIn is true;
        tally.Add(TargetRecord.Read(result), failed ? RunOutcome.Failed : RunOutcome.Ok, reached, Value(result, "Changed") is true);
    }

    /// <summary>Counts an error.</summary>
    public static void AddError(RunTally tally, ErrorRecord error)
    {
        var words = error.FullyQualifiedErrorId.Split(',');
        var trouble = error.Exception as HostConnectionException;
        var host = Host(error.TargetObject);
        var unknown = words[0] == "ChangeUnknown" || trouble?.IsEffectUnknown == true
            || (DuringACommand.Contains(words[0]) && words[words.Length - 1].EndsWith(".InvokeContainerOsCommandCommand", StringComparison.Ordinal) && trouble?.NothingSent != true);
        tally.Add(host, unknown ? RunOutcome.Unknown : RunOutcome.Failed, host is not null && !BeforeTheLogin.Contains(words[0]) && trouble?.NothingSent != true);
    }

    private static HostTarget? Host(object? target)
    {
        try
        {
            return target is null or string ? null : TargetRecord.Read(target);
        }
        catch (HostTargetException)
        {
            return null; // another module's error, about something else
        }
    }

    private static object? Value(PSObject record, string name)
    {
        var value = record.Properties[name] is { IsGettable: true } property ? property.Value : null;
        return (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            string text when bool.TryParse(text, out var flag) => flag, // of a CSV file
            string text when int.TryParse(text, out var number) => number,
            var other => other,
        };
    }
}
