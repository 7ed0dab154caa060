using ContainerOS.Connections;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>A package on one host: installed, available, or neither.</summary>
public sealed class HostPackage : ISessionOutput, IVmResult
{
    private VmReference? vm;

    internal HostPackage(HostTarget target, ConnectionFacts connection, string name)
    {
        ComputerName = target.ComputerName;
        Address = target.Address;
        Port = connection.Port ?? target.Port ?? 22;
        UserName = connection.UserName ?? target.UserName;
        Name = name;
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

    /// <summary>The package.</summary>
    public string Name { get; }

    /// <summary>Whether it is installed.</summary>
    public bool Installed { get; internal init; }

    /// <summary>The version and release that is installed; null when it is not.</summary>
    public string? Version { get; internal init; }

    /// <summary>What it is built for; null when that is not known.</summary>
    public string? Architecture { get; internal init; }

    /// <summary>The newest version and release that an enabled repository has; null when none has it, or nobody asked.</summary>
    public string? AvailableVersion { get; internal init; }

    /// <summary>The repository that has it; null when none has.</summary>
    public string? Repository { get; internal init; }

    /// <summary>Why something is unknown; null when there is nothing to say.</summary>
    public string? Detail { get; internal init; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    HostSession? ISessionOutput.Session { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Name} {Version ?? "not installed"}";
}
