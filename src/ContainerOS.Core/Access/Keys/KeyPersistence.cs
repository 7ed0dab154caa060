using System;
using System.Linq;
using ContainerOS.Access.Accounts;
using ContainerOS.OperatingSystems;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Keys;

/// <summary>What a reboot makes of files of public keys.</summary>
internal sealed class KeyPersistence(AccessReading reading, HostAccount account)
{
    private readonly OsProfile os = OsProfiles.For(reading.Snapshot.Os);

    /// <summary>Whether Container Linux makes the account's authorized_keys of sets.</summary>
    public bool HasSets => reading.Keys.Problem(KeyFiles.SetFolder(account) + "/") is null && reading.Keys.HasSetFolder(account) &&
        (reading.Keys.HasSetTool || reading.Snapshot.Os is OsFamily.Flatcar or OsFamily.ContainerLinux);

    /// <summary>Whether a file stays; null when that is not known.</summary>
    public bool? Keeps(string realPath)
    {
        if (os.Family == OsFamily.Unknown)
            return null;
        if (os.PersistentPaths.Any(kept => kept == "/" || realPath.StartsWith(kept + "/", StringComparison.Ordinal)))
            return true;
        if (realPath.StartsWith("/etc/", StringComparison.Ordinal))
            return os.EtcPersists;
        return os.EtcPersists ? null : false;
    }

    /// <summary>Whether a key stays where it is, and what has a say in it; null for what is not known and for nothing to say.</summary>
    public (bool? Survives, string? Note) Of(KeyFile file, AuthorizedKeyLine line)
    {
        if (Keeps(file.RealPath) is not true and var kept)
            return (kept, kept is null ? null : $"{os.DisplayName} makes {Latin1.ForPeople(file.RealPath)} anew at every boot");
        if (!HasSets || file.Path.StartsWith(KeyFiles.SetFolder(account) + "/", StringComparison.Ordinal))
            return (true, null);
        var set = reading.Keys.SetsOf(account).FirstOrDefault(one => one.Lines.Any(other => other.IsKey && other.Base64 == line.Base64));
        return set is null ? (null, "in no set of authorized_keys.d: update-ssh-keys drops it") : (true, "set " + Latin1.ForPeople(set.Path.Substring(set.Path.LastIndexOf('/') + 1)));
    }

    /// <summary>Whether RancherOS puts a key back that was removed.</summary>
    public bool ComesBack(AuthorizedKeyLine line) => account.Name is "rancher" or "docker" && line.Base64 is { } key && reading.Keys.AtBoot.Contains(key);
}
