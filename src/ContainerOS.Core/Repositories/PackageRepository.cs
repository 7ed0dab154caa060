using ContainerOS.Connections;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>A repository that a host takes packages from.</summary>
public sealed class PackageRepository : ISessionOutput, IVmResult
{
    private VmReference? vm;

    internal PackageRepository(HostTarget target, ConnectionFacts connection, string id, string file)
    {
        ComputerName = target.ComputerName;
        Address = target.Address;
        Port = connection.Port ?? target.Port ?? 22;
        UserName = connection.UserName ?? target.UserName;
        Id = id;
        File = file;
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

    /// <summary>Its name in the file.</summary>
    public string Id { get; }

    /// <summary>Its name for people; null when there is none.</summary>
    public string? Name { get; internal init; }

    /// <summary>Its address as it stands in the file, with variables; the first where there are several; null when there is none.</summary>
    public string? BaseUrl { get; internal init; }

    /// <summary>Its address with this host's release and architecture in it; null when there is none.</summary>
    public string? ExpandedUrl { get; internal init; }

    /// <summary>Whether packages are taken from it.</summary>
    public bool Enabled { get; internal init; }

    /// <summary>Whether signatures of packages must be right.</summary>
    public bool GpgCheck { get; internal init; }

    /// <summary>Where the keys are; null when none is named.</summary>
    public string? GpgKey { get; internal init; }

    // With this host's release and architecture in it, separated by blanks.
    internal string KeyPlaces { get; init; } = "";

    /// <summary>The file that it stands in.</summary>
    public string File { get; }

    /// <summary>Whose address it is, and whether that still lives.</summary>
    public RepositoryEra Era { get; internal init; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    HostSession? ISessionOutput.Session { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Id} {ExpandedUrl ?? "without an address"}{(Enabled ? "" : ", off")}";
}
