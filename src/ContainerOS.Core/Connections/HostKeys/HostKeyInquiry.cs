using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Targets;

namespace ContainerOS.Connections.HostKeys;

/// <summary>Finds out which keys a host has: by known_hosts, or by asking the host and comparing with known_hosts.</summary>
public static class HostKeyInquiry
{
    /// <summary>Finds out about one host.</summary>
    /// <param name="target">The host.</param>
    /// <param name="request">What to find out, and how.</param>
    /// <param name="cancellationToken">Ends the inquiry.</param>
    /// <returns>The keys, at least one.</returns>
    /// <exception cref="HostConnectionException">HostKeyUnknown: known_hosts has none. When the host is asked: it showed none, with the reason.</exception>
    /// <exception cref="KnownHostsException">known_hosts cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<HostKeyReport> RunAsync(HostTarget target, HostKeyRequest request, CancellationToken cancellationToken)
    {
        var location = await HostKeyLocation.FindAsync(target, request, cancellationToken).ConfigureAwait(false);
        var known = location.ReadKnownHosts();
        if (!request.Offered)
            return new HostKeyReport(target, location, Known(target, request, location, known));
        var offered = await HostKeyScan.RunAsync(target, location, request.ConnectTimeout, cancellationToken).ConfigureAwait(false);
        return new HostKeyReport(target, location, offered.Select(key =>
            new HostKey(target, location.Port, key.Type, key.Key, known.Check(location.Name, location.NamePort, key.Type, key.Key))).ToList());
    }

    private static List<HostKey> Known(HostTarget target, HostKeyRequest request, HostKeyLocation location, KnownHostsFile known)
    {
        var entries = known.Find(location.Name, location.NamePort);
        if (entries.Count == 0)
        {
            throw new HostConnectionException(ConnectionFailure.HostKeyUnknown, target, $"{location.KnownHostsFile} has no key for this host",
                "To see what the host shows and to store it: " + HostKeyRequest.Command("Add-ContainerOsHostKey", target, request.Port, request.KnownHostsFile, request.Alias));
        }

        return entries.Select(entry => new HostKey(target, location.Port, entry.Algorithm, entry.Key, new HostKeyVerdict(
            entries.Any(other => other.Marker == KnownHostMarker.Revoked && other.HasKey(entry.Key)) ? HostKeyState.Revoked : HostKeyState.Known, entry))).ToList();
    }
}
