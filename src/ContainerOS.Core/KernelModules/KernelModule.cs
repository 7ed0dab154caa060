using System.Collections.Generic;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>A kernel module on one host.</summary>
public sealed class KernelModule : ISessionOutput, IVmResult
{
    private VmReference? vm;

    internal KernelModule(string computerName, string address, string name)
    {
        ComputerName = computerName;
        Address = address;
        Name = name;
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName { get; }

    /// <summary>The name, address or ssh_config alias that was connected to.</summary>
    public string Address { get; }

    /// <summary>The TCP port that was connected to.</summary>
    public int Port { get; internal set; } = 22;

    /// <summary>The account that logged in; null when the connection does not tell.</summary>
    public string? UserName { get; internal set; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => vm?.Uid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => vm?.Id;

    /// <summary>The module's name, with underscores.</summary>
    public string Name { get; }

    /// <summary>Where it is; null when unknown.</summary>
    public KernelModuleState? State { get; internal set; }

    /// <summary>Its size in memory in bytes; null when it is not loaded.</summary>
    public long? SizeBytes { get; internal set; }

    /// <summary>How many modules, connections or the like need it now; null when it is not loaded.</summary>
    public int? References { get; internal set; }

    /// <summary>The loaded modules that need it.</summary>
    public IReadOnlyList<string> UsedBy { get; internal set; } = [];

    /// <summary>The files by which it is loaded at boot; null when only root can read them.</summary>
    public IReadOnlyList<string>? PersistedBy { get; internal set; }

    /// <summary>Why something is unknown, or what modprobe.d has in the place of loading it; null when there is nothing to say.</summary>
    public string? Detail { get; internal set; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    HostSession? ISessionOutput.Session { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Name} {State?.ToString() ?? "unknown"}";
}
