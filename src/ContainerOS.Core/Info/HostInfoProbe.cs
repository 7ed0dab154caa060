using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Ipvs;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;

namespace ContainerOS.Info;

/// <summary>Asks a host about itself: one script, one round trip.</summary>
public static class HostInfoProbe
{
    private static readonly Lazy<string> Text = new(() => RemoteScript.Embedded("module-facts.sh") + RemoteScript.Embedded("host-info.sh"));

    /// <summary>Asks a host.</summary>
    /// <param name="connection">The connection to it.</param>
    /// <param name="elevate">Ask sshd itself for PermitRootLogin, as root through sudo.</param>
    /// <param name="units">Ask systemd for its state and its failed units.</param>
    /// <param name="timeout">How long the script may run; null means no limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What the host tells; what it cannot tell is null, with the reason.</returns>
    /// <exception cref="HostConnectionException">The host was not reached, did not let us in, or was lost.</exception>
    public static async Task<HostInfo> RunAsync(IHostConnection connection, bool elevate, bool units, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(Script(elevate, units), timeout, cancellationToken).ConfigureAwait(false);
        return HostInfoReader.Read(connection.Target, result, elevate, units);
    }

    internal static RemoteScript Script(bool elevate, bool units)
    {
        var arguments = new List<string> { (elevate ? "sshd" : "files") + (units ? " units" : ""), string.Join(" ", IpvsSummaryReader.Request.SummaryModules), string.Join(" ", IpvsSummaryReader.Request.Tools) };
        arguments.AddRange(OsIdentity.Markers);
        return new RemoteScript("The host probe", Text.Value, arguments.ToArray())
        {
            Elevation = elevate ? Elevation.IfPossible : Elevation.None,
            IsReadOnly = true,
            NeverExits = true,
            MaxOutputBytes = 32 << 20,
        };
    }
}
