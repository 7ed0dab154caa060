using System;
using System.Linq;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>Tells the failures of an ssh call apart by its log.</summary>
internal static class OpenSshFailure
{
    private static readonly (string Pattern, ConnectionFailure Failure, string Remedy)[] Connecting =
    [
        (@"^ssh: Could not resolve hostname .*", ConnectionFailure.HostUnreachable, FailureText.SeeName),
        (@"^ssh: connect to host .*: Connection refused$", ConnectionFailure.ConnectionRefused, FailureText.SeePort),
        (@"^ssh: connect to host .*: (Connection|Operation) timed out$", ConnectionFailure.ConnectTimedOut, FailureText.SeeNetwork),
        (@"^Connection timed out during banner exchange$", ConnectionFailure.ConnectTimedOut, "The port is open but its server says nothing: check that sshd, and not something else, listens there."),
        (@"^ssh: connect to host .*", ConnectionFailure.HostUnreachable, FailureText.SeeNetwork),
        (@"^(kex_exchange_identification|ssh_exchange_identification): (banner line|No SSH version|Invalid|invalid).*", ConnectionFailure.NotSsh, FailureText.NotSsh),
        (@"^Protocol major versions differ.*", ConnectionFailure.NotSsh, FailureText.NotSsh),
        (@"^banner exchange: .*: invalid format$", ConnectionFailure.NotSsh, FailureText.NotSsh),
        (@"^Bad packet length .*|^ssh_dispatch_run_fatal: .*: (Connection corrupted|message authentication code incorrect|.*incomplete message|invalid format)$", ConnectionFailure.NotSsh, FailureText.NotSsh),
        (@"^Unable to negotiate with .*", ConnectionFailure.NegotiationFailed, "Allow an algorithm of the server's offer in your ssh_config, for this host only, or update the server."),
    ];

    /// <summary>The call ended without our script having begun.</summary>
    /// <param name="target">The host.</param>
    /// <param name="log">What ssh wrote to its log.</param>
    /// <param name="output">The end of what came on stdout.</param>
    /// <param name="error">The end of what came on stderr.</param>
    /// <param name="settings">How it was connected.</param>
    public static HostConnectionException Classify(HostTarget target, OpenSshLog log, string output, string error, ConnectionSettings settings)
    {
        if (log.IsAuthenticated)
            return AfterLogin(target, log, output, error);
        if (BeforeConnecting(target, log, error) is { } broken)
            return broken;
        if (Foreign(target, log) is { } foreign)
            return foreign;
        foreach (var (pattern, failure, remedy) in Connecting)
        {
            if (log.Find(pattern) is { } match)
                return New(failure, target, FailureText.Shorten(match.Value), remedy);
        }

        if (HostKeyFailure.Find(target, log, settings) is { } hostKey)
            return hostKey;
        if (log.Find(@"^.*: Permission denied \((.*)\)\.$") is { } denied)
            return Denied(target, log, settings, $"the server let nobody in as '{User(target, log)}'; it accepts {denied.Groups[1].Value}");
        if (log.Find(@"^(Received disconnect from \S+( port \d+)?:\d+: )?(Too many authentication failures).*") is not null)
            return Denied(target, log, settings, TooManyAttempts(User(target, log), settings));
        if (log.IsConnected)
            return LoginFailure.HungUp(target, log.IsTurnedAway ? log.ForeignGreeting! : LastWords(log));

        if (log.HasProxy) // its own words come on stderr
        {
            return New(ConnectionFailure.HostUnreachable, target, "the way through the jump host or proxy failed: " + FailureText.LastLines(error + "\n" + LastWords(log), 3),
                "Check -JumpHost, or the ProxyJump or ProxyCommand of your ssh_config: the jump host's address, its host key, and the login there.");
        }

        var said = FailureText.LastLine(error);
        return New(ConnectionFailure.HostUnreachable, target, "no connection came about: " + (said.Length > 0 ? said + ": " : "") + LastWords(log), FailureText.SeeNetwork);
    }

    /// <summary>The call was ended by us: no login within the connect timeout.</summary>
    public static HostConnectionException TimedOut(HostTarget target, OpenSshLog log, ConnectionSettings settings)
    {
        if (Foreign(target, log) is { } foreign)
            return foreign;
        var phase = !log.IsConnected ? FailureText.NoAnswer
            : !log.IsSsh ? FailureText.SaysNothing
            : FailureText.StoppedAnswering;
        return LoginFailure.TimedOut(target, settings, log.IsConnected, phase);
    }

    /// <summary>The script had begun and the connection ended before the script did.</summary>
    public static HostConnectionException Lost(HostTarget target, OpenSshLog log) => LoginFailure.Lost(target, LastWords(log));

    private static HostConnectionException? BeforeConnecting(HostTarget target, OpenSshLog log, string error)
    {
        if (log.IsEmpty)
        {
            return New(ConnectionFailure.TransportUnavailable, target, "the ssh client ended without a word in its log: " + FailureText.LastLine(error),
                "Check that the folder for temporary files exists and that 'ssh -V' works.");
        }

        if (log.IsConnected || log.Find(@"^.+ line \d+: .+|^.+: terminating, \d+ bad configuration options$|^Bad owner or permissions on .+|^Can't open user config file .+") is null)
            return null;
        var problems = log.Messages.Where(line => !line.Contains(": terminating, ")).Take(3);
        return New(ConnectionFailure.TransportUnavailable, target, "ssh does not accept its configuration: " + string.Join("; ", problems),
            "Mend your ssh_config; 'ssh -G " + target.Address + "' shows what ssh makes of it.");
    }

    private static HostConnectionException AfterLogin(HostTarget target, OpenSshLog log, string output, string error) =>
        log.HasExitStatus ? LoginFailure.NotRun(target, User(target, log), output, error) : Lost(target, log);

    private static HostConnectionException? Foreign(HostTarget target, OpenSshLog log) =>
        log.ForeignGreeting is { } greeting && !log.IsTurnedAway ? LoginFailure.Foreign(target, greeting) : null;

    /// <summary>The login failed.</summary>
    /// <param name="target">The host.</param>
    /// <param name="log">What ssh wrote to its log.</param>
    /// <param name="settings">How it was connected.</param>
    /// <param name="problem">How the server put it.</param>
    public static HostConnectionException Denied(HostTarget target, OpenSshLog log, ConnectionSettings settings, string problem)
    {
        foreach (var reason in OpenSshKeyTrouble.Find(log, settings).Distinct().Take(3))
            problem += "; " + reason;
        return LoginFailure.Denied(target, settings, problem);
    }

    private static string TooManyAttempts(string user, ConnectionSettings settings) => settings.Password is null
        ? $"the server ended the connection after too many keys were offered for '{user}'"
        : $"the server ended the connection after too many attempts for '{user}'";

    /// <summary>The account that ssh logs in to.</summary>
    public static string User(HostTarget target, OpenSshLog log) => log.Facts().UserName ?? target.UserName ?? "?";

    private static string LastWords(OpenSshLog log) => FailureText.Shorten(log.Messages.LastOrDefault(line => !line.StartsWith("Transferred:", StringComparison.Ordinal)
        && !line.StartsWith("Bytes per second:", StringComparison.Ordinal) && !line.StartsWith("Authenticated to", StringComparison.Ordinal)) ?? "without a word");

    private static HostConnectionException New(ConnectionFailure failure, HostTarget target, string problem, string remedy) =>
        new(failure, target, problem, remedy);
}
