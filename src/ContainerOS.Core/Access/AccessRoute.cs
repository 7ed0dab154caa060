using System.Collections.Generic;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>One way to become an account on a host.</summary>
public sealed class AccessRoute : ISessionOutput, IVmResult
{
    private VmReference? vm;

    internal AccessRoute(string computerName, string address, string user, AccessKind kind)
    {
        ComputerName = computerName;
        Address = address;
        User = user;
        Kind = kind;
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

    /// <summary>The account that is become.</summary>
    public string User { get; }

    /// <summary>How.</summary>
    public AccessKind Kind { get; }

    /// <summary>Who: the account that has the password or the right, the fingerprint of the key; null when that is not known.</summary>
    public string? Principal { get; internal set; }

    /// <summary>The account that the login is for, or that may use sudo or docker; null when that is not known.</summary>
    public string? Account { get; internal set; }

    /// <summary>More about it: the type of the key, its comment and options, the state of the password, the rule.</summary>
    public string? Detail { get; internal set; }

    /// <summary>Whether it works, as far as the host's configuration says; null when that is not known.</summary>
    public bool? Allowed { get; internal set; }

    /// <summary>What allows or forbids it, and where; or why that is not known.</summary>
    public string DecidedBy { get; internal set; } = "";

    /// <summary>How that other account gets in itself; null for logins, and when that is not known. An empty list: not at all over SSH.</summary>
    public IReadOnlyList<string>? LoginBy { get; internal set; }

    /// <summary>The file in which it stands: the key or the rule; null when it stands in none.</summary>
    public string? File { get; internal set; }

    /// <summary>The number of the line there, from 1; null as <see cref="File"/>.</summary>
    public int? Line { get; internal set; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    HostSession? ISessionOutput.Session { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Kind} {Principal}";
}
