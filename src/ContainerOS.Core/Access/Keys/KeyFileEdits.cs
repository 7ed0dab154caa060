using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Access.Accounts;
using ContainerOS.Changes;
using ContainerOS.Passwords;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Keys;

/// <summary>The files of an account's keys as they are to be: comments, blank lines and what is no key stay byte for byte.</summary>
/// <remarks>What cannot be done is a <see cref="NotSupportedException"/> with the reason.</remarks>
internal sealed class KeyFileEdits
{
    private readonly AccessReading reading;
    private readonly HostAccount account;
    private readonly IReadOnlyList<string> paths;
    private readonly SortedDictionary<string, byte[]> edited = new(StringComparer.Ordinal);
    private readonly List<string> summary = [];
    private readonly List<string> warnings = [];

    /// <param name="reading">The host as it was read.</param>
    /// <param name="account">The account.</param>
    /// <exception cref="NotSupportedException">It is not known where its keys are.</exception>
    public KeyFileEdits(AccessReading reading, HostAccount account)
    {
        this.reading = reading;
        this.account = account;
        paths = reading.KeyPathsOf(account, out var where) ?? throw new NotSupportedException($"AuthorizedKeysFile is not known ({where})");
        if (paths.Select(reading.Keys.Problem).FirstOrDefault(problem => problem is not null) is { } hidden)
            throw new NotSupportedException(hidden);
        Before = Keys(path => reading.Keys.Find(path)?.Lines);
    }

    /// <summary>The keys that sshd finds now.</summary>
    public IReadOnlyList<(KeyFile File, AuthorizedKeyLine Line)> Before { get; }

    /// <summary>The keys that it would find.</summary>
    public IReadOnlyList<(KeyFile File, AuthorizedKeyLine Line)> After => Keys(path => edited.TryGetValue(path, out var content) ? AuthorizedKeyLine.Of(content) : reading.Keys.Find(path)?.Lines);

    /// <summary>The edits in words.</summary>
    public IReadOnlyList<string> Summary => summary;

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>The files that are edited.</summary>
    public IEnumerable<string> Paths => edited.Keys.Where(path => !paths.Contains(path)).Concat(paths.Where(edited.ContainsKey)); // sets first

    /// <summary>Keys of Before or of sets that were removed.</summary>
    public List<AuthorizedKeyLine> Removed { get; } = [];

    /// <summary>Adds keys that are not there yet.</summary>
    /// <exception cref="NotSupportedException">There is no place for them.</exception>
    public void Add(IReadOnlyList<AuthorizedKey> keys)
    {
        foreach (var (file, line) in Before.Where(known => known.Line.Options.Count > 0 && keys.Any(key => key.Base64 == known.Line.Base64)))
            warnings.Add($"{line.Fingerprint} is there with options, which stay: {Latin1.ForPeople(string.Join(",", line.Options))} ({Latin1.ForPeople(file.Path)}:{line.Number})");
        var missing = keys.Where(key => !Before.Any(known => known.Line.Base64 == key.Base64)).ToList();
        if (missing.Count == 0)
            return;
        var main = MainPath();
        Append(main, missing);
        if (reading.Keys.Find(main) is { } there && reading.Keys.Unsafe(there, account) is { } ignored && reading.Sshd(account).Value("StrictModes", out _) != "no")
            warnings.Add(ignored);
        summary.AddRange(missing.Select(key => $"add {key.Type} {key.Fingerprint} {key.Comment}".TrimEnd() + " to " + Latin1.ForPeople(main)));
        if (main == account.Home + "/.ssh/authorized_keys" && new KeyPersistence(reading, account).HasSets)
            Append(KeyFiles.SetFolder(account) + "/containeros", missing);
    }

    /// <summary>Removes keys, from sets too.</summary>
    public void Remove(Func<AuthorizedKeyLine, bool> removes)
    {
        foreach (var file in paths.Select(reading.Keys.Find).OfType<KeyFile>().Concat(reading.Keys.SetsOf(account)))
        {
            var lines = Lines(file.Path);
            var going = lines.Where(line => line.IsKey && removes(line)).ToList();
            if (going.Count == 0)
                continue;
            edited[file.Path] = Latin1.Encode(string.Concat(lines.Except(going).Select(line => line.Text)));
            Removed.AddRange(going);
            summary.AddRange(going.Select(line => $"remove {line.Type} {line.Fingerprint} {Latin1.ForPeople(line.Comment)}".TrimEnd() + $" from {Latin1.ForPeople(file.Path)}:{line.Number}"));
        }
    }

    /// <summary>Whether the files outlive a reboot, with a warning where not; null when that is not known.</summary>
    public bool? SurvivesReboot()
    {
        var persistence = new KeyPersistence(reading, account);
        var back = Removed.Where(persistence.ComesBack).Select(line => line.Fingerprint).Distinct().ToList();
        if (back.Count > 0)
            warnings.Add($"RancherOS puts {string.Join(", ", back)} back at the next boot: take it out of ssh_authorized_keys (ros config) too");
        var kept = Paths.Concat(Before.Select(known => known.File.Path)).Select(path => persistence.Keeps(reading.Keys.Find(path)?.RealPath ?? path)).Distinct().ToList();
        if (kept.Contains(false))
            warnings.Add($"{OperatingSystems.OsProfiles.For(reading.Snapshot.Os).DisplayName} makes the files of {account.Name} anew at every boot: the change lasts until then");
        return back.Count > 0 || kept.Contains(false) ? false : kept.Contains(null) ? null : true;
    }

    /// <summary>The steps, in the order of <see cref="Paths"/>.</summary>
    /// <exception cref="NotSupportedException">A folder belongs to somebody else.</exception>
    public IReadOnlyList<ChangeStep> Steps() => Paths.Select(Step).ToList();

    private ChangeStep Step(string path)
    {
        var file = reading.Keys.Find(path);
        var real = file?.RealPath ?? path;
        var folder = real.Substring(0, real.LastIndexOf('/'));
        var owner = reading.Keys.OwnerOf(folder);
        var makes = owner is null && file is null && folder == account.Home + "/.ssh";
        owner ??= makes ? reading.Keys.OwnerOf(account.Home) : null;
        if (owner is null)
            throw new NotSupportedException($"{Latin1.ForPeople(folder)} is not there");
        // Where the account could move the folder away, or has put a link, root has no business.
        var isOwn = owner.Uid == account.Uid;
        if (!isOwn && (owner.Uid != 0 || (account.Home.Length > 0 && path.StartsWith(account.Home + "/", StringComparison.Ordinal))))
            throw new NotSupportedException($"{Latin1.ForPeople(folder)} belongs to {HostText.Clean(owner.Name)}");
        if (owner.Uid == 0 && reading.Keys.Unsafe(folder, account) is { } movable)
            throw new NotSupportedException(movable);
        return new AccountFileStep(real, file?.Content, edited[path], owner.Uid == 0 ? "root" : owner.Name) { MakesFolder = makes, Mode = isOwn ? "0600" : "0644" };
    }

    private string MainPath() => paths.FirstOrDefault(path => path == account.Home + "/.ssh/authorized_keys") ?? paths.FirstOrDefault()
        ?? throw new NotSupportedException("sshd reads no file of keys (AuthorizedKeysFile none)");

    private IReadOnlyList<AuthorizedKeyLine> Lines(string path) => edited.TryGetValue(path, out var content) ? AuthorizedKeyLine.Of(content) : reading.Keys.Find(path)?.Lines ?? [];

    private void Append(string path, IReadOnlyList<AuthorizedKey> keys)
    {
        var text = string.Concat(Lines(path).Select(line => line.Text));
        var added = Latin1.Decode(System.Text.Encoding.UTF8.GetBytes(string.Concat(keys.Select(key => key.Line + "\n"))));
        edited[path] = Latin1.Encode(text + (text.Length > 0 && text[text.Length - 1] != '\n' ? "\n" : "") + added);
    }

    private List<(KeyFile File, AuthorizedKeyLine Line)> Keys(Func<string, IReadOnlyList<AuthorizedKeyLine>?> lines) => paths.SelectMany(path =>
        (lines(path) ?? []).Where(line => line.IsKey).Select(line => (reading.Keys.Find(path) ?? new KeyFile(path, []), line))).ToList();
}
