using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

namespace ContainerOS.Connections.HostKeys;

/// <summary>known_hosts, read as OpenSSH reads it (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).</summary>
/// <remarks>
/// What is no entry is ignored and kept: comments, unknown markers, lines that were cut off. ssh ignores a file that it may not read; here
/// that is an error, since all hosts would be unknown for no visible reason.
/// </remarks>
internal sealed class KnownHostsFile
{
    private const int DefaultPort = 22;
    private readonly IReadOnlyList<KnownHostsLine> lines;

    internal KnownHostsFile(IReadOnlyList<KnownHostsLine> lines) => this.lines = lines;

    /// <summary>Whether the entry that was written last has a hashed name: then so will the next.</summary>
    public bool IsHashed => lines.LastOrDefault(line => line.Marker == KnownHostMarker.None && !KnownHostNames.IsPattern(line.Names)) is { } last
        && KnownHostNames.IsHashed(last.Names);

    /// <summary>Reads files; together they are one list, as ssh takes the user's and the machine's. A missing file is empty.</summary>
    /// <exception cref="KnownHostsException">A file cannot be read.</exception>
    public static KnownHostsFile Read(params string[] paths) => new(paths.SelectMany(KnownHostsCache.Lines).ToList());

    /// <summary>The entry on one line of a file, whatever its names are; null when it has none.</summary>
    /// <exception cref="KnownHostsException">The file cannot be read.</exception>
    public static KnownHostEntry? EntryAt(string path, int line) =>
        Read(path).lines.FirstOrDefault(candidate => candidate.Number == line)?.ToEntry();

    /// <summary>Adds a key to a file, which is made if it is missing; its names are hashed where the file's are. See <see cref="KnownHostsWriter"/>.</summary>
    /// <returns>False when the file had this very key for the host before.</returns>
    /// <exception cref="KnownHostsException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">The bytes are no key of that algorithm.</exception>
    public static bool Add(string path, string host, int port, string algorithm, byte[] key, CancellationToken cancellationToken = default)
    {
        var type = HostKeyBlob.KeyType(algorithm);
        if (!HostKeyBlob.IsKey(type, key))
            throw new ArgumentException("These bytes are no key of type " + type + ".", nameof(key));
        return KnownHostsWriter.Change(path, content =>
        {
            var file = new KnownHostsFile(Lines(path, content).ToList());
            if (file.Find(host, port).Any(entry => entry.Marker == KnownHostMarker.None && entry.HasKey(key)))
                return null;
            var name = KnownHostNames.Of(host, port);
            return KnownHostsEdit.Append(content, $"{(file.IsHashed ? HostNameHash.Create(name) : name)} {type} {Convert.ToBase64String(key)}");
        }, cancellationToken);
    }

    /// <summary>Takes a host's name off the ordinary lines of a file that have one of these keys for it; lines without another name go.</summary>
    /// <returns>False when there were none. What a pattern covers stays.</returns>
    /// <exception cref="KnownHostsException">The file cannot be written.</exception>
    public static bool Remove(string path, string host, int port, Func<KnownHostEntry, bool> which, CancellationToken cancellationToken = default) =>
        KnownHostsWriter.Change(path, content => KnownHostsEdit.Remove(content, KnownHostNames.Of(host, port), which), cancellationToken);

    /// <summary>What the files say about a key that a host shows.</summary>
    /// <param name="host">The name or address, as the user gave it; an IPv6 address without brackets.</param>
    /// <param name="port">The TCP port.</param>
    /// <param name="algorithm">The host key algorithm that was agreed on, or the key's type.</param>
    /// <param name="key">The public key as it came from the host. A certificate is not judged here: see <see cref="Find"/> for authorities.</param>
    public HostKeyVerdict Check(string host, int port, string algorithm, byte[] key)
    {
        var verdict = Judge(Find(host, port), algorithm, key);
        if (verdict.State != HostKeyState.Unknown || port == DefaultPort)
            return verdict;

        // Like ssh: on another port the key may be known for the name alone. A different key there says nothing.
        var byName = Judge(Find(host, DefaultPort), algorithm, key);
        return byName.State is HostKeyState.Known or HostKeyState.Revoked ? byName : verdict;
    }

    /// <summary>The types of the keys that are known for a host, in the order of the files: to be asked for first, or the host shows another one.</summary>
    /// <remarks><c>ssh-rsa</c> is the type of key: ask for <c>rsa-sha2-512</c> and <c>rsa-sha2-256</c>.</remarks>
    public IReadOnlyList<string> KnownAlgorithms(string host, int port)
    {
        var own = Find(host, port).Where(IsKnown).ToList();
        return (own.Count > 0 ? own : Find(host, DefaultPort).Where(IsKnown)).Select(entry => entry.Algorithm).Distinct().ToList();
    }

    /// <summary>All entries that cover a host on a port, those with markers as well, in the order of the files.</summary>
    public IReadOnlyList<KnownHostEntry> Find(string host, int port)
    {
        var name = KnownHostNames.Of(host, port);
        using var hash = new HostNameHash(name);
        return lines.Where(line => KnownHostNames.IsHashed(line.Names) ? hash.Match(line.Names) : KnownHostNames.Match(line.Names, name)).Select(line => line.ToEntry()).OfType<KnownHostEntry>().ToList();
    }

    internal static IEnumerable<KnownHostsLine> Lines(string path, byte[] content) =>
        Encoding.UTF8.GetString(content).Split('\n').Select((text, index) => KnownHostsLine.Read(path, index + 1, text)).OfType<KnownHostsLine>();

    internal static byte[] ReadBytes(string path)
    {
        try
        {
            return File.Exists(path) || Directory.Exists(path) ? File.ReadAllBytes(path) : []; // a process's first exception costs it 15 ms
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KnownHostsException(path, Directory.Exists(path) ? "is a directory" : "cannot be read: " + error.Message.TrimEnd('.'),
                "Check the path and its permissions, or give another file with -KnownHostsFile.", error);
        }
    }

    private static HostKeyVerdict Judge(IReadOnlyList<KnownHostEntry> entries, string algorithm, byte[] key)
    {
        if (entries.FirstOrDefault(entry => entry.Marker == KnownHostMarker.Revoked && entry.HasKey(key)) is { } revoked)
            return new HostKeyVerdict(HostKeyState.Revoked, revoked);
        var own = entries.Where(IsKnown).ToList();
        if (own.FirstOrDefault(entry => entry.HasKey(key)) is { } known)
            return new HostKeyVerdict(HostKeyState.Known, known);

        // For ssh a key of another type is a changed key too: a host with known keys would show one of those, when asked for it first.
        var type = HostKeyBlob.KeyType(algorithm);
        var other = own.FirstOrDefault(entry => entry.Algorithm == type) ?? own.LastOrDefault();
        return new HostKeyVerdict(other is null ? HostKeyState.Unknown : HostKeyState.Changed, other);
    }

    private static bool IsKnown(KnownHostEntry entry) => entry.Marker == KnownHostMarker.None;
}
