using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Ipvs;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>Whether Kubernetes, with kube-proxy in the mode asked for, could run on a host, and what is missing.</summary>
public sealed class IpvsPrereqs : ISessionOutput, IVmResult
{
    private VmReference? vm;

    internal IpvsPrereqs(string computerName, string address, IReadOnlyList<PrereqCheck> checks)
    {
        ComputerName = computerName;
        Address = address;
        Checks = checks;
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

    /// <summary>The family of operating systems.</summary>
    public OsFamily OsFamily { get; internal set; }

    /// <summary>The operating system's name as it shows itself; null when unknown.</summary>
    public string? OsName { get; internal set; }

    /// <summary>The operating system's version, without a leading v; null when unknown.</summary>
    public string? OsVersion { get; internal set; }

    /// <summary>The kernel release, as <c>uname -r</c> prints it; null when unknown.</summary>
    public string? KernelRelease { get; internal set; }

    /// <summary>The release of Kubernetes that was judged for, for example 1.35.</summary>
    public string KubernetesVersion { get; internal set; } = "";

    /// <summary>The mode of kube-proxy that was judged for.</summary>
    public ProxyMode ProxyMode { get; internal set; }

    /// <summary>Whether all required checks are met now; null when one of them is unknown and none is known to be missed.</summary>
    public bool? Ready => IpvsSummary.Verdict(Checks);

    /// <summary>Required kernel modules that are neither built in nor loaded.</summary>
    public IReadOnlyList<string> MissingModules => IpvsSummary.Missing(Checks, PrereqKind.Module);

    /// <summary>Tools that are not there, also those that are only recommended.</summary>
    public IReadOnlyList<string> MissingTools => IpvsSummary.Missing(Checks, PrereqKind.Tool);

    /// <summary>All checks, one row each.</summary>
    public IReadOnlyList<PrereqCheck> Checks { get; }

    /// <summary>True when the host was asked as root through sudo.</summary>
    public bool Elevated { get; internal set; }

    /// <summary>How often the server had to be asked until it let us in: more than 1 when it limits its logins.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>From connecting to the complete answer.</summary>
    public TimeSpan Duration { get; internal set; }

    internal IpvsFacts? Facts { get; init; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    HostSession? ISessionOutput.Session { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: " + Ready switch
    {
        true => "ready",
        false => "not ready: " + string.Join(", ", Checks.Where(check => check.Required && check.IsBad).Select(check => check.Name)),
        _ => "not known",
    };
}
