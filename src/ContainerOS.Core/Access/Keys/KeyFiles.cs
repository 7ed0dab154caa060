using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ContainerOS.Access.Accounts;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Keys;

/// <summary>The files of public keys of a host, as key-files.sh tells them.</summary>
internal sealed class KeyFiles
{
    private readonly Dictionary<string, KeyFile> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PathOwner> owners = new(StringComparer.Ordinal);
    private readonly HashSet<string> looked = new(StringComparer.Ordinal);
    private readonly HashSet<string> hidden = new(StringComparer.Ordinal);
    private readonly HashSet<string> folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> atBoot = new(StringComparer.Ordinal);

    private KeyFiles(ScriptResult result)
    {
        if (!result.Sections.TryGetValue("keyfiles", out var facts) || !facts.IsComplete)
            return;
        var (last, real) = ("", new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var line in Latin1.Decode(facts.Output).Split('\n'))
        {
            var value = line.Substring(line.IndexOf('=') + 1);
            switch (line.Substring(0, Math.Max(0, line.IndexOf('='))))
            {
                case "looked":
                    looked.Add(last = value);
                    break;
                case "hidden":
                    hidden.Add(value);
                    break;
                case "real":
                    real[last] = value;
                    break;
                case "owner":
                    ReadOwner(value.Split([' '], 4));
                    break;
                case "boot":
                    atBoot.Add(value);
                    break;
                case "sets":
                    folders.Add(value);
                    break;
                case "tool":
                    HasSetTool = true;
                    break;
            }
        }

        for (var i = 1; result.Sections.TryGetValue($"keypath{i}", out var path) && path.IsComplete; i++)
        {
            result.Sections.TryGetValue($"keyfile{i}", out var content);
            var name = Latin1.Decode(path.Output);
            files[name] = new KeyFile(name, content is { Status: 0 } ? content.Output : null) { RealPath = real.TryGetValue(name, out var behind) ? behind : name };
        }
    }

    /// <summary>Whether the host has Container Linux's tool that makes authorized_keys of sets.</summary>
    public bool HasSetTool { get; private set; }

    /// <summary>The keys in base64 that RancherOS puts back at every boot.</summary>
    public IReadOnlyCollection<string> AtBoot => atBoot;

    /// <summary>Reads what a host printed.</summary>
    public static KeyFiles Read(ScriptResult result) => new(result);

    /// <summary>A file; null when it is not there, or nobody looked.</summary>
    public KeyFile? Find(string path) => files.TryGetValue(path, out var file) ? file : null;

    /// <summary>Why it is not known what a file holds; null when that is known, also that it is not there.</summary>
    public string? Problem(string path) => hidden.Contains(path) || Find(path) is { Content: null } ? Latin1.ForPeople(path) + " could not be read"
        : !looked.Contains(path) ? Latin1.ForPeople(path) + " was not looked for" : null;

    /// <summary>Whose a file or folder is; null when that is not known.</summary>
    public PathOwner? OwnerOf(string path) => owners.TryGetValue(path, out var owner) ? owner : null;

    /// <summary>The folder of the sets of which Container Linux makes an account's authorized_keys.</summary>
    public static string SetFolder(HostAccount account) => account.Home + "/.ssh/authorized_keys.d";

    /// <summary>Whether there is such a folder.</summary>
    public bool HasSetFolder(HostAccount account) => folders.Contains(SetFolder(account));

    /// <summary>Those sets; none where the account has none.</summary>
    public IEnumerable<KeyFile> SetsOf(HostAccount account) => files.Values.Where(file => file.Path.StartsWith(SetFolder(account) + "/", StringComparison.Ordinal)).OrderBy(file => file.Path, StringComparer.Ordinal);

    /// <summary>Why sshd, with StrictModes, does not read a file; null when it does, or that is not known.</summary>
    public string? Unsafe(KeyFile file, HostAccount account) => Unsafe(file.RealPath, account);

    /// <summary>The same for a path behind all links.</summary>
    public string? Unsafe(string path, HostAccount account)
    {
        for (; path.Length > 0; path = path.Substring(0, Math.Max(0, path.LastIndexOf('/'))))
        {
            if (OwnerOf(path) is { } owner && ((owner.Uid != 0 && owner.Uid != account.Uid) || owner.IsWritableByOthers))
                return $"{Latin1.ForPeople(path)} {(owner.IsWritableByOthers ? "may be written by others" : "belongs to " + HostText.Clean(owner.Name))}, so sshd (StrictModes) does not read it";
            if (path == account.Home)
                break; // what is above is not looked at
        }

        return null;
    }

    private void ReadOwner(string[] fields)
    {
        if (fields.Length == 4 && uint.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var uid) && fields[2].Length is > 0 and < 6 && fields[2].All(digit => digit is >= '0' and <= '7'))
            owners[fields[3]] = new PathOwner(fields[0], uid, Convert.ToInt32(fields[2], 8));
    }
}
