using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Ipvs;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;
using ContainerOS.Targets;

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

    /// <summary>Reads an answer that no host gave, so that the reader is compiled when the first host's comes: a new process would wait 30 ms for that.</summary>
    /// <returns>What it tells.</returns>
    internal static HostInfo Rehearse()
    {
        var answer = Encoding.ASCII.GetBytes(RemoteScript.Embedded("host-info.answer"));
        var result = new ScriptResult(FrameParser.Parse(answer, answer, "@@rehearsal"), new ConnectionFacts { UserName = "root", Port = 22, ServerVersion = "OpenSSH_9.3" })
        {
            StartedAt = DateTimeOffset.FromUnixTimeSeconds(1717243200), // the answer's clock
        };
        return HostInfoReader.Read(new HostTarget("rehearsal", "rehearsal.invalid"), result, sshdAsked: false, unitsAsked: true);
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
