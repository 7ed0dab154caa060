using System.Linq;

namespace ContainerOS.Connections.HostKeys;

/// <summary>One key in known_hosts.</summary>
internal sealed class KnownHostEntry(string file, int line, KnownHostMarker marker, string names, string algorithm, byte[] key)
{
    /// <summary>The full path of the file.</summary>
    public string File { get; } = file;

    /// <summary>The line's number, from 1.</summary>
    public int Line { get; } = line;

    public KnownHostMarker Marker { get; } = marker;

    /// <summary>The first field as it stands there: a comma list of names and patterns, or one hashed name.</summary>
    public string Names { get; } = names;

    /// <summary>The type of the key, for example <c>ssh-ed25519</c> (and <c>ssh-rsa</c> whatever RSA signature algorithm is used).</summary>
    public string Algorithm { get; } = algorithm;

    public byte[] Key { get; } = key;

    /// <summary><c>SHA256:...</c>.</summary>
    public string Fingerprint => HostKeyBlob.Fingerprint(Key);

    public bool HasKey(byte[] other) => Key.SequenceEqual(other);
}
