using System.Collections.Generic;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>What Install-IpvsPrereqs did on one host.</summary>
public sealed class IpvsInstallation : IVmResult
{
    private VmReference? vm;

    internal IpvsInstallation(HostTarget target)
    {
        ComputerName = target.ComputerName;
        Address = target.Address;
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName { get; }

    /// <summary>The name, address or ssh_config alias that was connected to.</summary>
    public string Address { get; }

    /// <summary>The TCP port that was connected to.</summary>
    public int Port { get; internal init; } = 22;

    /// <summary>The account that logged in; null when the connection does not tell.</summary>
    public string? UserName { get; internal init; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => vm?.Uid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => vm?.Id;

    /// <summary>Something was changed. False where nothing was missing, or nothing could be done, and with -WhatIf.</summary>
    public bool Changed { get; internal init; }

    /// <summary>Whether Kubernetes could run there now, as Test-IpvsPrereqs judges; null when that is not known.</summary>
    public bool? Ready { get; internal init; }

    /// <summary>What was dealt with, one for each thing, and what is left with what a person can do.</summary>
    public IReadOnlyList<PrereqItem> Items { get; internal init; } = [];

    /// <summary>The required checks that still fail; null when the host was not asked again.</summary>
    public IReadOnlyList<PrereqCheck>? Remaining { get; internal init; }

    /// <summary>Whether part of it counts only after a reboot.</summary>
    public bool RebootRequired { get; internal init; }

    /// <summary>Whether all that was done outlives a reboot; null when nothing was done.</summary>
    public bool? SurvivesReboot { get; internal init; }

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = [];

    /// <summary>The change's name on the host; null when nothing was changed.</summary>
    public string? Transaction { get; internal init; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {(Ready == true ? "ready" : Ready == false ? "not ready" : "unknown")}{(Changed ? ", changed" : "")}";
}
