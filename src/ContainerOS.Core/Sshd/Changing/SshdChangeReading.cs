using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Access;
using ContainerOS.Connections;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Sshd.Reading;

namespace ContainerOS.Sshd.Changing;

/// <summary>What a change of sshd must know of a host, in one answer, and what every such change refuses.</summary>
internal sealed class SshdChangeReading
{
    private static readonly Lazy<string> Text = new(() => Scripts("sshd-files.sh", "sshd-control.sh", "sshd-config.sh"));
    private static readonly Lazy<string> TextWithKeys = new(() => Scripts("sshd-files.sh", "accounts.sh", "key-files.sh", "authorized-keys-read.sh", "sshd-control.sh", "sshd-config.sh"));

    private SshdChangeReading(ScriptResult result, SshdSnapshot snapshot, AccessReading? access)
    {
        Access = access;
        Connection = result.Connection;
        Snapshot = snapshot;
        Facts = SshdControlFacts.Read(result);
    }

    /// <summary>What the connection learned.</summary>
    public ConnectionFacts Connection { get; }

    /// <summary>The configuration.</summary>
    public SshdSnapshot Snapshot { get; }

    /// <summary>The account's public keys; null when nobody asked for them.</summary>
    public AccessReading? Access { get; }

    /// <summary>Who asks, which sshd answers, and the account's state.</summary>
    public SshdControlFacts Facts { get; }

    /// <summary>The files that sshd reads; never null once the host was read.</summary>
    public SshdFiles Files => Snapshot.Files!;

    /// <summary>The sshd that answers; never null once the host was read.</summary>
    public SshdServer Server => Facts.Server!;

    /// <summary>What the host's operating system does by its makers' word.</summary>
    public OsProfile Os => OsProfiles.For(Snapshot.Os);

    /// <summary>Reads a host.</summary>
    /// <param name="connection">The host.</param>
    /// <param name="user">The account whose login it is about.</param>
    /// <param name="withKeys">Whether the account's public keys are read too.</param>
    /// <param name="timeout">How long it may take; null means no limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="HostConnectionException">The host was not reached, does not let us be root, or cannot be changed.</exception>
    public static async Task<SshdChangeReading> RunAsync(IHostConnection connection, string user, bool withKeys, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var script = new RemoteScript("The reading of sshd's configuration", withKeys ? TextWithKeys.Value : Text.Value, (withKeys ? new[] { user } : []).Concat([user, "", "sshd"]).Concat(OsIdentity.Markers).ToArray())
        {
            Elevation = Elevation.Required,
            IsReadOnly = true,
            MaxOutputBytes = 32 << 20,
        };
        var result = await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
        var reading = new SshdChangeReading(result, SshdSnapshot.Read(result, user, null), withKeys ? new AccessReading(result, user) : null);
        if (reading.Problem() is { } problem)
            throw new HostConnectionException(ConnectionFailure.UnsupportedOperation, connection.Target, "nothing was changed: " + problem, "Get-SshdOption shows what sshd does there.");
        return reading;
    }

    /// <summary>What sshd says of a keyword; none where it says nothing.</summary>
    public IReadOnlyList<string> Effective(string keyword) => Snapshot.Effective![keyword].ToList();

    /// <summary>An option on sshd's command line, which no file beats; null when there is none.</summary>
    public string? OnCommandLine(string keyword) =>
        Snapshot.CommandLine.Where(option => string.Equals(option.Key, keyword, StringComparison.OrdinalIgnoreCase)).Select(option => option.Value).FirstOrDefault();

    private static string Scripts(params string[] names) => string.Concat(names.Select(RemoteScript.Embedded));

    private string? Problem()
    {
        if (Snapshot.Files is null)
            return "the host did not show sshd's files";
        if (Snapshot.Effective is null)
            return "sshd refuses its configuration as it is (" + (Snapshot.Refusal ?? "it said nothing") + "): mend that first";
        return Facts.Server is null ? "the sshd that serves this connection was not found, so it is not known how to tell it of a change" : null;
    }
}
