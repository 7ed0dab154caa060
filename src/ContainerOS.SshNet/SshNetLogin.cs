using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Passwords;
using ContainerOS.Targets;
using Renci.SshNet;

namespace ContainerOS.Connections.SshNet;

/// <summary>A connection that is logged in, and what was learned on the way there.</summary>
internal sealed class SshNetLogin : IDisposable
{
    private const int DefaultPort = 22;
    private readonly HostTarget target;
    private readonly ConnectionSettings settings;

    private SshNetLogin(HostTarget target, ConnectionSettings settings, ChangeDialogue? change)
    {
        this.target = target;
        this.settings = settings;
        Port = target.Port ?? settings.Port ?? DefaultPort;
        UserName = target.UserName ?? settings.UserName ?? Environment.UserName;
        HostKey = new HostKeyCheck(target, Port, settings);
        Methods = new LoginMethods(UserName, settings, change);
    }

    public int Port { get; }

    public string UserName { get; }

    public HostKeyCheck HostKey { get; }

    public LoginMethods Methods { get; }

    /// <summary>The address that is, or was last, connected to; null before the name is resolved.</summary>
    public IPAddress? Address { get; private set; }

    /// <summary>The server's software as it announced it; null when it did not.</summary>
    public string? ServerVersion { get; private set; }

    /// <summary>SSH.NET's client: connected once the login is open.</summary>
    public SshClient? Client { get; private set; }

    /// <summary>Connects and logs in.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How to connect.</param>
    /// <param name="cancellationToken">Ends the login.</param>
    /// <param name="change">What answers a host that wants a new password within the login; null to fail with PasswordExpired.</param>
    /// <returns>The login.</returns>
    /// <exception cref="HostConnectionException">The host was not reached or did not let us in.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<SshNetLogin> OpenAsync(HostTarget target, ConnectionSettings settings, CancellationToken cancellationToken, ChangeDialogue? change = null)
    {
        var login = new SshNetLogin(target, settings, change);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(settings.ConnectTimeout);
        try
        {
            await login.ConnectAsync(deadline.Token).ConfigureAwait(false);
            return login;
        }
        catch (Exception error)
        {
            login.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (await SshNetFailure.ExplainAsync(target, settings, login, error).ConfigureAwait(false) is not { } explained)
                throw;
            explained.Facts = login.Facts();
            throw explained;
        }
    }

    public ConnectionFacts Facts() => new()
    {
        UserName = UserName,
        IPAddress = Address?.ToString(),
        Port = Port,
        ServerVersion = ServerVersion,
        AuthenticationMethods = Methods.Offered.Select(HostText.Clean).ToList(),
        HostKeyAlgorithm = HostKey.Algorithm,
        HostKeyFingerprint = HostKey.Fingerprint,
        Warnings = HostKey.Warnings,
    };

    public void Dispose()
    {
        Client?.Dispose();
        Methods.Dispose();
    }

    private async Task ConnectAsync(CancellationToken deadline)
    {
        IPAddress[] addresses = [];
        await PoolThreads.Run(() => addresses = Dns.GetHostAddresses(target.Address)).OrAbandonAsync(deadline, () => { }).ConfigureAwait(false);
        for (var i = 0; i < addresses.Length; i++)
        {
            try
            {
                await ConnectAsync(addresses[i], deadline).ConfigureAwait(false);
                return;
            }
            catch (SocketException) when (ServerVersion is null && i < addresses.Length - 1)
            {
                // The host may answer on its next address.
            }
        }
    }

    private async Task ConnectAsync(IPAddress address, CancellationToken deadline)
    {
        Address = address;
        var info = new ConnectionInfo(address.ToString(), Port, UserName, Methods.All)
        {
            Timeout = settings.ConnectTimeout,
            RetryAttempts = 1,
        };
        Algorithms.RemoveWeak(info);
        Algorithms.ChooseKeyExchange(info, target, settings.KeyExchange);
        HostKey.Order(info.HostKeyAlgorithms);
        var client = new SshClient(info) { KeepAliveInterval = settings.KeepAliveInterval };
        client.ServerIdentificationReceived += (_, seen) =>
            ServerVersion = HostText.Clean(string.Join(" ", new[] { seen.SshIdentification.SoftwareVersion, seen.SshIdentification.Comments }.Where(part => !string.IsNullOrEmpty(part))));
        client.HostKeyReceived += HostKey.Judge;
        client.HostKeyReceived += (_, shown) => shown.CanTrust &= !deadline.IsCancellationRequested; // no login behind the back of a caller that left
        await PoolThreads.Run(() => client.ConnectAsync(deadline)).OrAbandonAsync(deadline, client.Dispose).ConfigureAwait(false);
        Client = client;
    }
}
