using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Targets;

namespace ContainerOS.Connections.HostKeys;

/// <summary>Asks a host for its keys with OpenSSH's ssh-keyscan; nobody logs in.</summary>
internal static class HostKeyScan
{
    private const string SeeNetwork = "Check that the VM is powered on and its address is right, and that no firewall is between.";

    // ssh-keyscan counts its timeout in whole seconds, and for each connection anew.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>The types and keys that the host shows.</summary>
    /// <exception cref="HostConnectionException">The host showed none.</exception>
    public static async Task<IReadOnlyList<(string Type, byte[] Key)>> RunAsync(
        HostTarget target, HostKeyLocation location, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (location.Proxy is not null)
        {
            throw New(ConnectionFailure.HostUnreachable, target, $"ssh_config reaches this host through {location.Proxy}, and ssh-keyscan knows no such way",
                "Use -HostKeyPolicy AcceptNew once, or run this on a machine with a direct way.");
        }

        var client = OpenSshClient.Find(target, null).Path;
        var program = Path.Combine(Path.GetDirectoryName(client)!, Path.GetFileName(client).Replace("ssh", "ssh-keyscan"));
        var seconds = Math.Max(1, (long)Math.Ceiling(timeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var clock = Stopwatch.StartNew();
        var answer = await OpenSshProgram.RunAsync(target, program,
            ["-T", seconds, "-p", location.Port.ToString(CultureInfo.InvariantCulture), "--", location.Address], timeout + Grace, cancellationToken).ConfigureAwait(false);
        var keys = Keys(answer.Output);
        return keys.Count > 0 ? keys : throw await WhyAsync(target, location, timeout - clock.Elapsed, answer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The keys that ssh-keyscan printed, in the format of known_hosts.</summary>
    internal static IReadOnlyList<(string Type, byte[] Key)> Keys(string output) => output.Split('\n')
        .Select((line, index) => KnownHostsLine.Read("ssh-keyscan", index, line)?.ToEntry()).OfType<KnownHostEntry>()
        .Select(entry => (entry.Algorithm, entry.Key)).ToList();

    // ssh-keyscan says nothing about hosts that do not answer.
    private static async Task<HostConnectionException> WhyAsync(
        HostTarget target, HostKeyLocation location, TimeSpan timeLeft, OpenSshAnswer answer, CancellationToken cancellationToken)
    {
        var lines = answer.Error.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        if (lines.Find(line => line.StartsWith("getaddrinfo ", StringComparison.Ordinal)) is { } unresolved)
            return New(ConnectionFailure.HostUnreachable, target, FailureText.Shorten(unresolved), "Check the spelling, the DNS, and the Host blocks of your ssh_config.");
        if (lines.Exists(line => line.StartsWith("# ", StringComparison.Ordinal) && line.Contains(" SSH-2.0-")))
            return New(ConnectionFailure.NegotiationFailed, target, "the server speaks SSH but showed no host key that this machine's ssh-keyscan knows", "Update the OpenSSH client of this machine, or the server.");
        if (lines.Count > 0)
            return NotSsh(target, ": " + FailureText.Shorten(lines[0]));
        if (timeLeft <= TimeSpan.Zero)
            return New(ConnectionFailure.ConnectTimedOut, target, "the host showed no key within the connect timeout", SeeNetwork);

        return await ConnectAsync(location, timeLeft, cancellationToken).ConfigureAwait(false) switch
        {
            SocketError.ConnectionRefused => New(ConnectionFailure.ConnectionRefused, target, "connection refused", "Check the port, and that sshd is running on the host."),
            SocketError.TimedOut => New(ConnectionFailure.ConnectTimedOut, target, "no answer within the connect timeout", SeeNetwork),
            null => NotSsh(target, ""),
            var trouble => New(ConnectionFailure.HostUnreachable, target, "no connection came about: " + trouble, SeeNetwork),
        };
    }

    private static async Task<SocketError?> ConnectAsync(HostKeyLocation location, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(location.Address.IndexOf(':') >= 0 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
        var connect = client.ConnectAsync(location.Address, location.Port);
        var first = await Task.WhenAny(connect, Task.Delay(timeout, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (first != connect)
            return SocketError.TimedOut;
        return (connect.Exception?.InnerException as SocketException)?.SocketErrorCode;
    }

    private static HostConnectionException NotSsh(HostTarget target, string said) =>
        New(ConnectionFailure.NotSsh, target, "what listens there showed no host key" + said,
            "Check the port. A server that limits connections (MaxStartups, PerSourcePenalties) also ends them at once: then try again later.");

    private static HostConnectionException New(ConnectionFailure failure, HostTarget target, string problem, string remedy) => new(failure, target, problem, remedy);
}
