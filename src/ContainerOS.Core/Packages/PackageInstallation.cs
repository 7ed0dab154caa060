using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>What became of one package on one host.</summary>
public sealed class PackageInstallation : IVmResult
{
    private VmReference? vm;

    internal PackageInstallation(HostTarget target, string name, PackageOutcome outcome)
    {
        ComputerName = target.ComputerName;
        Address = target.Address;
        Port = target.Port ?? 22;
        UserName = target.UserName;
        Name = name;
        Outcome = outcome;
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName { get; }

    /// <summary>The name, address or ssh_config alias that was connected to.</summary>
    public string Address { get; }

    /// <summary>The TCP port that was connected to.</summary>
    public int Port { get; internal init; }

    /// <summary>The account that logged in; null when the connection does not tell.</summary>
    public string? UserName { get; internal init; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => vm?.Uid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => vm?.Id;

    /// <summary>The package.</summary>
    public string Name { get; }

    /// <summary>What became of it.</summary>
    public PackageOutcome Outcome { get; }

    /// <summary>Its version and release; null when that is not known.</summary>
    public string? Version { get; internal init; }

    /// <summary>Why it could not be installed; null when it could.</summary>
    public string? Reason { get; internal init; }

    /// <summary>What can be done about it; null when nothing is known, or needs to be done.</summary>
    public string? Remedy { get; internal init; }

    /// <summary>What it takes on the disk, in bytes, as the package manager planned it; null when it did not say.</summary>
    public long? InstallBytes { get; internal init; }

    /// <summary>What was fetched for it, in bytes, as the package manager planned it; null when it did not say.</summary>
    public long? DownloadBytes { get; internal init; }

    /// <summary>Whether this call installed or staged it.</summary>
    public bool Changed { get; internal init; }

    /// <summary>Whether it counts only after a reboot.</summary>
    public bool RebootRequired => Outcome == PackageOutcome.Staged;

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Name} {(Version is null ? "" : Version + " ")}{Outcome}{(Reason is null ? "" : $" ({Reason})")}";
}
