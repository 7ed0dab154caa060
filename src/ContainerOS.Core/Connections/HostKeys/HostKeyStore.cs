using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace ContainerOS.Connections.HostKeys;

/// <summary>Puts keys into known_hosts and takes them out.</summary>
public static class HostKeyStore
{
    /// <summary>The keys of a report that may be added.</summary>
    /// <param name="report">What the host shows.</param>
    /// <param name="fingerprint">Take only the key with this fingerprint; null takes all.</param>
    /// <returns>The keys, those included that are known already.</returns>
    /// <exception cref="HostConnectionException">
    /// HostKeyMismatch: a key is revoked, known_hosts has another one of its type, or the host does not show the fingerprint.
    /// </exception>
    public static IReadOnlyList<HostKey> Choose(HostKeyReport report, string? fingerprint)
    {
        var chosen = fingerprint is null ? report.Keys : report.Keys.Where(key => key.Fingerprint == fingerprint).ToList();
        if (chosen.Count == 0)
        {
            throw Mismatch(report, $"the host shows no key with fingerprint {fingerprint}; it shows {string.Join(", ", report.Keys)}",
                "Compare with the fingerprint on the VM's console. If that is the given one, something else answers at this address.");
        }

        foreach (var key in chosen)
        {
            if (key.State == HostKeyState.Revoked)
            {
                throw Mismatch(report, $"the host shows a key that {key.File} line {key.Line} marks as revoked ({key})",
                    "Do not connect. Find out why the host still uses this key, and give it a new one.");
            }

            // A further type of key may be added to those that are known.
            if (key.State == HostKeyState.Changed && key.KnownKeyType == key.KeyType)
            {
                throw Mismatch(report, $"the host key has changed: the host shows {key}, {key.File} line {key.Line} has {key.KnownKeyType} {key.KnownFingerprint}",
                    "If the VM was deployed again, compare the new fingerprint on its console, then remove the old key: "
                    + HostKeyRequest.Command("Remove-ContainerOsHostKey", report.Target, report.Location.Port == 22 ? null : report.Location.Port, key.File == KnownHostsPaths.User ? null : key.File, report.Location.Alias));
            }
        }

        return chosen;
    }

    /// <summary>Adds a key; nothing happens when it is there.</summary>
    /// <param name="report">The report that the key is from.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait for another process that writes.</param>
    /// <returns>The key as known_hosts has it now.</returns>
    /// <exception cref="KnownHostsException">The file cannot be written.</exception>
    public static HostKey Add(HostKeyReport report, HostKey key, CancellationToken cancellationToken)
    {
        var location = report.Location;
        KnownHostsFile.Add(location.KnownHostsFile, location.Name, location.NamePort, key.KeyType, key.Key, cancellationToken);
        return new HostKey(report.Target, location.Port, key.KeyType, key.Key, location.ReadKnownHosts().Check(location.Name, location.NamePort, key.KeyType, key.Key));
    }

    /// <summary>The keys of a report that can be removed: those that stand in the file under the host's own name.</summary>
    /// <param name="report">What known_hosts has.</param>
    /// <returns>The keys, at least one.</returns>
    /// <exception cref="KnownHostsException">The lines are for other hosts as well, carry a marker, or are in the machine's file.</exception>
    public static IReadOnlyList<HostKey> Removable(HostKeyReport report)
    {
        var own = report.Keys.Where(key => key.Marker == KnownHostMarker.None && key.File == report.KnownHostsFile && KnownHostNames.Without(key.Names!, report.KnownHostsName) is not null).ToList();
        return own.Count > 0 ? own : throw new KnownHostsException(report.KnownHostsFile,
            $"no line is for {report.Target} alone: {string.Join(", ", report.Keys.Select(key => $"{key.File} line {key.Line} ({key.Names})"))}",
            "Lines with patterns or markers, and those of the machine's own file, are for other hosts as well: change them by hand.");
    }

    /// <summary>Removes a host's name from the lines that have these keys for it, and the lines that are left without a name.</summary>
    /// <param name="report">The report that the keys are from.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Ends the wait for another process that writes.</param>
    /// <exception cref="KnownHostsException">The file cannot be written.</exception>
    public static void Remove(HostKeyReport report, IReadOnlyList<HostKey> keys, CancellationToken cancellationToken) =>
        KnownHostsFile.Remove(report.KnownHostsFile, report.Location.Name, report.Location.NamePort,
            entry => keys.Any(key => entry.HasKey(key.Key)), cancellationToken);

    private static HostConnectionException Mismatch(HostKeyReport report, string problem, string remedy) =>
        new(ConnectionFailure.HostKeyMismatch, report.Target, problem, remedy);
}
