using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Scripts;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>A kept connection to one host. Any thread may use it.</summary>
/// <remarks>
/// No <see cref="IHostConnection"/> itself, because PowerShell would show and export that one's target: see <see cref="SessionConnection"/>.
/// What only reads is sent again, once, when the connection turns out to be dead. What may change the host never is. Either opens the
/// connection first when it is known to be dead.
/// </remarks>
public sealed class HostSession : IDisposable, IVmOutput
{
    private readonly object gate = new();
    private readonly IKeptConnection connection;
    private readonly PatientConnection patient;
    private ConnectionFacts? facts;
    private DateTimeOffset lastUsedAt;
    private long requests;
    private int announced = 1;
    private volatile bool closed;

    /// <summary>Creates a session; the first request opens it.</summary>
    /// <param name="connection">Its connection, which it owns.</param>
    /// <param name="transport">The kind of the connection.</param>
    /// <param name="connectTimeout">How long a server that limits its logins is asked again.</param>
    public HostSession(IKeptConnection connection, Transport transport, TimeSpan connectTimeout)
    {
        this.connection = connection;
        patient = new PatientConnection(connection, connectTimeout);
        Transport = transport;
    }

    /// <summary>What logs in the same way again, over a connection of its own; null when nobody said.</summary>
    internal TransportChooser? Login { get; init; }

    /// <summary>Its number among the sessions of its runspace, from 1; 0 before it is one of them.</summary>
    public int Id { get; internal set; }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName => connection.Target.ComputerName;

    /// <summary>The name, address or ssh_config alias that is connected to.</summary>
    public string Address => connection.Target.Address;

    /// <summary>The TCP port.</summary>
    public int Port => facts?.Port ?? connection.Target.Port ?? 22;

    /// <summary>The account that logged in; null when the connection does not tell.</summary>
    public string? UserName => facts?.UserName ?? connection.Target.UserName;

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => connection.Target.VmUid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => connection.Target.VmId;

    /// <summary>The kind of connection: SshNet or OpenSsh.</summary>
    public Transport Transport { get; }

    /// <summary>What has become of it, as far as is known without asking the host.</summary>
    public HostSessionState State => closed ? HostSessionState.Closed : connection.IsOpen ? HostSessionState.Opened : HostSessionState.Broken;

    /// <summary>When it was first opened.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>When its last request ended, or its opening when there was none.</summary>
    public DateTimeOffset LastUsedAt
    {
        get
        {
            lock (gate)
                return lastUsedAt;
        }
    }

    /// <summary>Requests so far.</summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>How often its connection was opened again.</summary>
    public int Reopened => Math.Max(0, connection.Openings - 1);

    /// <summary>Connects, logs in and runs an empty script, so that an account that cannot be used shows now.</summary>
    /// <param name="timeout">How long that script may take.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>What the user should hear about it: see <see cref="ConnectionFacts.Warnings"/>.</returns>
    /// <exception cref="HostConnectionException">The host was not reached or did not let us in.</exception>
    public async Task<ConnectionFacts> OpenAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var answer = await patient.RunAsync(new RemoteScript("The opening of the session", ":") { IsReadOnly = true }, timeout, cancellationToken).ConfigureAwait(false);
        facts = answer.Connection;
        OpenedAt = lastUsedAt = DateTimeOffset.UtcNow;
        return facts;
    }

    /// <summary>Closes it. What still runs over it is ended on the host and fails here.</summary>
    /// <returns>Ends when it is closed, or soon after when the host does not answer.</returns>
    public Task CloseAsync()
    {
        closed = true;
        return connection.CloseAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        closed = true;
        connection.Dispose();
    }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => connection.Target.Vm;

    /// <inheritdoc/>
    public override string ToString() => $"session {Id}: {connection.Target} ({State})";

    /// <summary>The session as a target.</summary>
    internal HostTarget ToTarget(bool implied) => new(ComputerName, Address, Port, UserName) { Session = this, IsSessionImplied = implied, Vm = connection.Target.Vm };

    /// <summary>Runs a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="timeout">How long it may run once it has begun; null means no limit.</param>
    /// <param name="warn">Told, on any thread, when the connection had to be opened again.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    internal async Task<ScriptResult> RunAsync(RemoteScript script, TimeSpan? timeout, Action<string> warn, CancellationToken cancellationToken)
    {
        if (closed)
            throw Closed(null);
        Interlocked.Increment(ref requests);
        var (wasOpen, openings) = (connection.IsOpen, connection.Openings);
        try
        {
            return await patient.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (closed && error is not OperationCanceledException)
        {
            throw Closed(error);
        }
        catch (HostConnectionException lost) when (lost.Failure == ConnectionFailure.ConnectionLost && script.IsReadOnly && wasOpen && connection.Openings == openings)
        {
            return await AgainAsync(lost, script, timeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
                lastUsedAt = DateTimeOffset.UtcNow;
            var now = connection.Openings;
            if (now > 1 && Interlocked.Exchange(ref announced, now) < now)
                warn($"session {Id} had lost its connection and was opened again.");
        }
    }

    private async Task<ScriptResult> AgainAsync(HostConnectionException lost, RemoteScript script, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await patient.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (HostConnectionException again) when (again.Failure is ConnectionFailure.HostUnreachable or ConnectionFailure.ConnectionRefused or ConnectionFailure.ConnectTimedOut)
        {
            throw new HostConnectionException(ConnectionFailure.ConnectionLost, lost.Target, $"{lost.Problem}. It could not be opened again: {again.Problem}", again.Remedy, again) { Facts = lost.Facts };
        }
    }

    private HostConnectionException Closed(Exception? cause) => new(ConnectionFailure.SessionClosed, connection.Target, $"session {Id} was closed",
        "Open a new one with New-ContainerOsSession. Sessions are closed with the runspace that opened them and with the module.", cause);
}
