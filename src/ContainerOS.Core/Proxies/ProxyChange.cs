using System.Collections.Generic;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>What became of the proxy of one program on one host. Passwords are never part of it: *** stands for them.</summary>
public sealed class ProxyChange : IVmResult
{
    private VmReference? vm;

    internal ProxyChange(HostTarget target, ProxyProgram program)
    {
        ComputerName = target.ComputerName;
        Address = target.Address;
        Port = target.Port ?? 22;
        UserName = target.UserName;
        Program = program;
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

    /// <summary>The program.</summary>
    public ProxyProgram Program { get; }

    /// <summary>Whether its files were changed, or would be with -WhatIf.</summary>
    public bool Changed { get; internal init; }

    /// <summary>The proxy that its files named before; null when they named none.</summary>
    public string? Before { get; internal init; }

    /// <summary>The proxy that they name now, or would with -WhatIf; null when they name none.</summary>
    public string? Proxy { get; internal init; }

    /// <summary>What is reached without it.</summary>
    public IReadOnlyList<string> NoProxy { get; internal init; } = [];

    /// <summary>The file, or ros's key, that says so.</summary>
    public string File { get; internal init; } = "";

    /// <summary>The units, or the service of RancherOS, that go on with what they were started with until they are restarted; empty when none does.</summary>
    public IReadOnlyList<string> RestartRequired { get; internal init; } = [];

    /// <summary>Whether the daemon was restarted, or would be with -WhatIf.</summary>
    public bool Restarted { get; internal init; }

    /// <summary>False where the system forgets it at its next boot.</summary>
    public bool SurvivesReboot { get; internal init; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Program} {Proxy ?? "without a proxy"}";
}
