using ContainerOS.Connections.HostKeys;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>A host's public key: one that the host shows now, or one that known_hosts has for it.</summary>
public sealed class HostKey : IVmOutput
{
    private readonly HostTarget target;
    private readonly KnownHostEntry? entry;

    internal HostKey(HostTarget target, int port, string keyType, byte[] key, HostKeyVerdict verdict)
    {
        this.target = target;
        entry = verdict.Entry;
        Port = port;
        KeyType = keyType;
        Key = key;
        Fingerprint = HostKeyBlob.Fingerprint(key);
        State = verdict.State;
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName => target.ComputerName;

    /// <summary>The name, IP address or ssh_config alias of the host, as given.</summary>
    public string Address => target.Address;

    /// <summary>The TCP port of its SSH server.</summary>
    public int Port { get; }

    /// <summary>The remote account that the target named; null when it named none.</summary>
    public string? UserName => target.UserName;

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => target.VmUid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => target.VmId;

    /// <summary>The type of the key, for example <c>ssh-ed25519</c>.</summary>
    public string KeyType { get; }

    /// <summary>The SHA256 fingerprint of the key, as <c>SHA256:...</c>.</summary>
    public string Fingerprint { get; }

    /// <summary>What known_hosts says about this key.</summary>
    public HostKeyState State { get; }

    /// <summary>The type of the key that known_hosts has in place of this one; null unless the key has changed.</summary>
    public string? KnownKeyType => State == HostKeyState.Changed ? entry?.Algorithm : null;

    /// <summary>The fingerprint of the key that known_hosts has in place of this one; null unless the key has changed.</summary>
    public string? KnownFingerprint => State == HostKeyState.Changed ? entry?.Fingerprint : null;

    /// <summary>What the line of known_hosts makes of its key; null without a line.</summary>
    public KnownHostMarker? Marker => entry?.Marker;

    /// <summary>The names and patterns at the beginning of the line, or one hashed name; null without a line.</summary>
    public string? Names => entry?.Names is { } names ? HostText.Clean(names) : null;

    /// <summary>The known_hosts file with the line that <see cref="State"/> comes from; null when no file has a line for the host.</summary>
    public string? File => entry?.File;

    /// <summary>The line's number in that file, from 1; null without a line.</summary>
    public int? Line => entry?.Line;

    internal byte[] Key { get; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => target.Vm;

    /// <inheritdoc/>
    public override string ToString() => KeyType + " " + Fingerprint;
}
