using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;

namespace ContainerOS.Sshd.Reading;

/// <summary>Asks a host what its sshd does: one script, one round trip.</summary>
public static class SshdProbe
{
    private static readonly Lazy<string> Text = new(() => RemoteScript.Embedded("sshd-files.sh") + RemoteScript.Embedded("sshd-config.sh"));

    /// <summary>Asks a host.</summary>
    /// <param name="connection">The connection to it.</param>
    /// <param name="user">The account whose login it is about.</param>
    /// <param name="from">The IP address that the login comes from; null means that of the connection.</param>
    /// <param name="elevate">Ask sshd itself, and read the files, as root through sudo.</param>
    /// <param name="timeout">How long the script may run; null means no limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What the host tells.</returns>
    /// <exception cref="HostConnectionException">The host was not reached, did not let us in, or was lost.</exception>
    public static async Task<SshdReport> RunAsync(IHostConnection connection, string user, string? from, bool elevate, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(Script(user, from, elevate), timeout, cancellationToken).ConfigureAwait(false);
        return SshdReportBuilder.Build(connection.Target, result, SshdSnapshot.Read(result, user, from), elevate);
    }

    internal static RemoteScript Script(string user, string? from, bool elevate)
    {
        var arguments = new List<string> { user, from ?? "", "sshd" };
        arguments.AddRange(OsIdentity.Markers);
        return new RemoteScript("The reading of sshd's configuration", Text.Value, arguments.ToArray())
        {
            Elevation = elevate ? Elevation.IfPossible : Elevation.None,
            IsReadOnly = true,
            MaxOutputBytes = 32 << 20,
        };
    }
}
