using System;
using System.Net.Sockets;
using System.Threading.Tasks;
using ContainerOS.Targets;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace ContainerOS.Connections.SshNet;

/// <summary>Tells the failures of a login apart. What a server says is not believed, nor shown, before its key has been checked.</summary>
internal static class SshNetFailure
{
    // SSH.NET has one type of exception for many things; these texts of its own tell them apart (2026.0).
    private const string NoCommonAlgorithm = "No matching ";
    private const string ServersWords = "The connection was closed by the server: ";
    private const string TooManyAttempts = "Too many authentication failures";

    /// <summary>The failure behind an exception; null when it is none that belongs to a host.</summary>
    public static async Task<HostConnectionException?> ExplainAsync(HostTarget target, ConnectionSettings settings, SshNetLogin login, Exception error)
    {
        if (error is HostConnectionException explained)
            return explained;
        if (login.HostKey.Failure is { } hostKey)
            return hostKey;
        if (login.Methods.IsExpired)
            return LoginFailure.Expired(target, login.UserName);
        if (login.Address is null)
            return NotResolved(target, settings, error);
        if (login.ServerVersion is null)
            return await BeforeVersionAsync(target, settings, login, error).ConfigureAwait(false);
        return error switch
        {
            OperationCanceledException or SshOperationTimeoutException => LoginFailure.TimedOut(target, settings, connected: true, FailureText.StoppedAnswering),
            _ when login.HostKey.Algorithm is null => BeforeHostKey(target, error),
            SshAuthenticationException => Denied(target, settings, login, error.Message),
            SshConnectionException when error.Message.Contains(TooManyAttempts) => Denied(target, settings, login, "the server ended the connection after too many attempts"),
            SshConnectionException or SocketException => LoginFailure.HungUp(target, FailureText.Shorten(error.Message)),
            _ => null,
        };
    }

    private static HostConnectionException NotResolved(HostTarget target, ConnectionSettings settings, Exception error) => error is OperationCanceledException
        ? LoginFailure.TimedOut(target, settings, connected: false, "the name was not resolved")
        : new HostConnectionException(ConnectionFailure.HostUnreachable, target, $"the name {target.Address} does not resolve: {error.Message}", FailureText.SeeName, error);

    private static async Task<HostConnectionException?> BeforeVersionAsync(HostTarget target, ConnectionSettings settings, SshNetLogin login, Exception error)
    {
        switch (error)
        {
            case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                return new HostConnectionException(ConnectionFailure.ConnectionRefused, target, $"{login.Address} refuses connections on port {login.Port}", FailureText.SeePort, error);
            case SocketException { SocketErrorCode: SocketError.TimedOut }:
                return LoginFailure.TimedOut(target, settings, connected: false, FailureText.NoAnswer);
            case SocketException { SocketErrorCode: not (SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown) } unreachable:
                return new HostConnectionException(ConnectionFailure.HostUnreachable, target, $"no connection to {login.Address} came about: {unreachable.Message}", FailureText.SeeNetwork, error);
            case SshConnectionException { DisconnectReason: DisconnectReason.ProtocolVersionNotSupported }:
                return Foreign(target, error);
        }

        var timedOut = error is OperationCanceledException or SshOperationTimeoutException;
        var greeting = await GreetingProbe.ReadAsync(login.Address!, login.Port).ConfigureAwait(false);
        if (FailureText.IsTurnedAway(greeting?.TrimEnd()))
            return LoginFailure.HungUp(target, greeting!.TrimEnd());
        if (GreetingProbe.IsForeign(greeting))
            return LoginFailure.Foreign(target, greeting!.TrimEnd());
        if (timedOut)
            return LoginFailure.TimedOut(target, settings, connected: true, FailureText.SaysNothing);
        return error is SshConnectionException { DisconnectReason: DisconnectReason.ProtocolError } ? Foreign(target, error)
            : LoginFailure.HungUp(target, "it said no version");
    }

    private static HostConnectionException BeforeHostKey(HostTarget target, Exception error)
    {
        if (error.Message.StartsWith(NoCommonAlgorithm, StringComparison.Ordinal))
        {
            return new HostConnectionException(ConnectionFailure.NegotiationFailed, target, FailureText.Shorten(error.Message),
                "Update the server, or use -Transport OpenSsh and allow an algorithm of the server's offer in your ssh_config, for this host only.", error);
        }

        if (error is SocketException || (error is SshConnectionException { DisconnectReason: not DisconnectReason.ProtocolError }) || error.Message.StartsWith(ServersWords, StringComparison.Ordinal))
            return LoginFailure.HungUp(target, "before it had shown its host key");
        return Foreign(target, error);
    }

    private static HostConnectionException Foreign(HostTarget target, Exception error) =>
        new(ConnectionFailure.NotSsh, target, "what the server sends is not SSH: " + FailureText.Shorten(HostText.FirstLine(error.Message)), FailureText.NotSsh, error);

    private static HostConnectionException Denied(HostTarget target, ConnectionSettings settings, SshNetLogin login, string said)
    {
        var methods = login.Methods;
        var problem = $"the server let nobody in as '{login.UserName}'"
            + (methods.Accepted is { } accepted ? $"; it accepts {FailureText.Shorten(accepted)}" : "; " + FailureText.Shorten(said))
            + (methods.KeyTrouble is { } trouble ? "; " + trouble : "")
            + (methods.IsPartial ? "; " + LoginFailure.OneIsNotEnough : "")
            + (methods.RefusedPrompt is { } prompt ? $"; it also asked '{FailureText.Shorten(prompt)}', which was not answered" : "");
        return LoginFailure.Denied(target, settings, problem);
    }
}
