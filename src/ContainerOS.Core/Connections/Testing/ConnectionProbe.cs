using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Info;
using ContainerOS.Scripts;

namespace ContainerOS.Connections.Testing;

/// <summary>Tries how far a connection comes. Ordinary trouble is an answer here, not an error.</summary>
public static class ConnectionProbe
{
    private static readonly Lazy<string> Text = new(() => RemoteScript.Embedded("connection-test.sh"));

    /// <summary>Tries a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="timeout">How long the script may run; null means no limit.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <returns>How far it came.</returns>
    /// <exception cref="HostConnectionException">TransportUnavailable only: that is this machine's trouble, not the host's.</exception>
    public static async Task<ConnectionTest> RunAsync(IHostConnection connection, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var target = connection.Target;
        var test = new ConnectionTest(target.ComputerName, target.Address) { Port = target.Port ?? 22, UserName = target.UserName };
        try
        {
            var script = new RemoteScript("The connection test", Text.Value) { Elevation = Elevation.IfPossible, IsReadOnly = true };
            Passed(test, await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false));
        }
        catch (HostConnectionException trouble) when (trouble.Failure != ConnectionFailure.TransportUnavailable)
        {
            Failed(test, trouble);
        }

        test.Duration = clock.Elapsed;
        return test;
    }

    private static void Passed(ConnectionTest test, ScriptResult result)
    {
        Learn(test, result.Connection);
        test.Ok = true;
        test.Reachable = test.PortOpen = test.LoggedIn = true;
        test.PasswordExpired = false;
        test.HostKey = HostKeyState.Known;
        test.Latency = result.RoundTrip;
        test.CanElevate = result.Sections.TryGetValue("user", out var user) && user.IsComplete ? user.OutputText.Trim() == "0" : null;
        test.ClockSkew = result.Sections.TryGetValue("clock", out var clock) && clock.IsComplete ? HostClock.Skew(clock.OutputText, result) : null;
    }

    private static void Failed(ConnectionTest test, HostConnectionException trouble)
    {
        Learn(test, trouble.Facts);
        test.Failure = trouble.Failure;
        test.Message = trouble.Message + ". " + trouble.Remedy;
        switch (trouble.Failure)
        {
            case ConnectionFailure.HostUnreachable:
                test.Reachable = false;
                return;
            case ConnectionFailure.ConnectionRefused:
                test.Reachable = true;
                test.PortOpen = false;
                return;
            case ConnectionFailure.SessionClosed:
                return;
            case ConnectionFailure.ConnectTimedOut or ConnectionFailure.ConnectionLost when trouble.Facts?.ServerVersion is null:
                return; // nothing was heard: the network, a firewall or a silent server
        }

        test.Reachable = test.PortOpen = true;
        test.HostKey = trouble.Failure switch
        {
            ConnectionFailure.HostKeyUnknown or ConnectionFailure.HostKeyMismatch => trouble.HostKey,
            ConnectionFailure.AuthenticationFailed or ConnectionFailure.PasswordExpired or ConnectionFailure.ShellUnavailable or ConnectionFailure.CommandTimedOut or ConnectionFailure.ElevationFailed => HostKeyState.Known,
            _ => null,
        };
        test.LoggedIn = trouble.Failure switch
        {
            ConnectionFailure.AuthenticationFailed => false,
            ConnectionFailure.PasswordExpired or ConnectionFailure.ShellUnavailable or ConnectionFailure.CommandTimedOut or ConnectionFailure.ElevationFailed => true,
            _ => null,
        };
        test.PasswordExpired = trouble.Failure == ConnectionFailure.PasswordExpired ? true : trouble.Failure is ConnectionFailure.ShellUnavailable or ConnectionFailure.ElevationFailed ? false : null;
        test.CanElevate = trouble.Failure == ConnectionFailure.ElevationFailed ? false : null;
    }

    private static void Learn(ConnectionTest test, ConnectionFacts? facts)
    {
        if (facts is null)
            return;
        test.Port = facts.Port ?? test.Port;
        test.UserName = facts.UserName ?? test.UserName;
        test.HostKeyFingerprint = facts.HostKeyFingerprint;
        test.AuthenticationMethods = facts.AuthenticationMethods;
        test.SshServerVersion = facts.ServerVersion;
        test.Attempts = facts.Attempts;
    }
}
