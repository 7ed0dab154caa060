using ContainerOS.Connections;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>Whether a host reaches a repository, and how fast.</summary>
public sealed class RepositoryTest : ISessionOutput, IVmResult
{
    private VmReference? vm;

    internal RepositoryTest(HostTarget target, ConnectionFacts connection, string id)
    {
        ComputerName = target.ComputerName;
        Address = target.Address;
        Port = connection.Port ?? target.Port ?? 22;
        UserName = connection.UserName ?? target.UserName;
        Id = id;
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName { get; }

    /// <summary>The name, address or ssh_config alias that was connected to.</summary>
    public string Address { get; }

    /// <summary>The TCP port that was connected to.</summary>
    public int Port { get; }

    /// <summary>The account that logged in; null when the connection does not tell.</summary>
    public string? UserName { get; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => vm?.Uid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => vm?.Id;

    /// <summary>The name of the repository in its file.</summary>
    public string Id { get; }

    /// <summary>The address that was asked; null when the repository has none.</summary>
    public string? Url { get; internal init; }

    /// <summary>Whether its list of packages could be had.</summary>
    public bool Reachable { get; internal init; }

    /// <summary>The status of the answer; null without one, for file:// addresses, and where the host has only wget, which tells it of refusals alone.</summary>
    public int? HttpStatus { get; internal init; }

    /// <summary>Why it could not be had; null when it could.</summary>
    public string? Reason { get; internal init; }

    /// <summary>When its list was made; null when that is not known.</summary>
    public System.DateTimeOffset? MetadataTime { get; internal init; }

    /// <summary>How old its list is, by the clock of this machine; null when that is not known.</summary>
    public System.TimeSpan? MetadataAge { get; internal init; }

    /// <summary>How fast its list came, measured on at most 4 MiB; null when it was not measured.</summary>
    public long? BytesPerSecond { get; internal init; }

    /// <summary>Whether the host has the key that signed a package there, or the list where there is no package. By the key's id: whether the signature is right is for rpm to say.</summary>
    public RepositoryKey Key { get; internal init; }

    /// <summary>Which key signed, and what the host has instead; null when that was not looked at.</summary>
    public string? KeyDetail { get; internal init; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    HostSession? ISessionOutput.Session { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Id} {(Reachable ? "reachable" + (Key is RepositoryKey.Wrong or RepositoryKey.Missing or RepositoryKey.Unsigned ? ", " + KeyDetail : "") : Reason)}";
}
