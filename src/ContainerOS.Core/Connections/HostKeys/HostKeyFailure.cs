using System.Globalization;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Targets;

namespace ContainerOS.Connections.HostKeys;

/// <summary>Trouble with a host key, told with the fingerprints a user must compare.</summary>
internal static class HostKeyFailure
{
    public static HostConnectionException? Find(HostTarget target, OpenSshLog log, ConnectionSettings settings)
    {
        var facts = log.Facts();
        var offered = $"{facts.HostKeyAlgorithm ?? "unknown"} {facts.HostKeyFingerprint ?? "(fingerprint unknown)"}";
        var revokedBy = log.Find(@"^Host key .* revoked by file (.*)$")?.Groups[1].Value;
        if (revokedBy is not null || log.Find(@"WARNING: REVOKED HOST KEY DETECTED!") is not null)
            return Revoked(target, offered, revokedBy ?? "your known_hosts");

        if (log.Find(@"REMOTE HOST IDENTIFICATION HAS CHANGED!") is not null)
        {
            var offending = log.Find(@"^Offending \S+ key in (.+):([0-9]{1,9})$");
            var known = offending is null ? null : FingerprintAt(offending.Groups[1].Value, int.Parse(offending.Groups[2].Value, CultureInfo.InvariantCulture));
            var where = offending is null ? "known_hosts" : offending.Groups[1].Value + " line " + offending.Groups[2].Value;
            var file = offending?.Groups[1].Value is { } path && path != KnownHostsPaths.User ? path : settings.KnownHostsFile;
            return Changed(target, offered, where, known, HostKeyRequest.Command("Remove-ContainerOsHostKey", target, settings.Port, file, settings.HostKeyAlias));
        }

        return log.Find(@"^No (\S+ )?host key is known for|^Host key verification failed\.$") is null ? null : Unknown(target, offered, settings);
    }

    public static HostConnectionException Revoked(HostTarget target, string offered, string by) =>
        new(ConnectionFailure.HostKeyMismatch, target,
            $"the host shows a key that {by} marks as revoked ({offered})", "Do not connect. Find out why the host still uses this key, and give it a new one.")
        { HostKey = HostKeyState.Revoked };

    public static HostConnectionException Changed(HostTarget target, string offered, string where, string? known, string remove) =>
        new(ConnectionFailure.HostKeyMismatch, target,
            $"the host key has changed: the host shows {offered}, {where} has {known ?? "another key"}",
            $"If the VM was deployed again, compare the new fingerprint on its console, then remove the old key: {remove}")
        { HostKey = HostKeyState.Changed };

    public static HostConnectionException Unknown(HostTarget target, string offered, ConnectionSettings settings) =>
        new(ConnectionFailure.HostKeyUnknown, target, $"known_hosts has no key for this host; it shows {offered}",
            "Compare the fingerprint on the VM's console; then use -HostKeyPolicy AcceptNew once, or store the key: "
            + HostKeyRequest.Command("Add-ContainerOsHostKey", target, settings.Port, settings.KnownHostsFile, settings.HostKeyAlias))
        { HostKey = HostKeyState.Unknown };

    // The error that is being told is worth more than this detail of it, so nothing goes wrong here.
    private static string? FingerprintAt(string file, int line)
    {
        try
        {
            return KnownHostsFile.EntryAt(file, line) is { } entry ? entry.Algorithm + " " + entry.Fingerprint : null;
        }
        catch (KnownHostsException)
        {
            return null;
        }
    }
}
