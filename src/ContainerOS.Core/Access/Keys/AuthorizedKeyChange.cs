using System.Collections.Generic;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>What became of the public keys of an account on one host.</summary>
public sealed class AuthorizedKeyChange : IVmResult
{
    private VmReference? vm;

    internal AuthorizedKeyChange(HostTarget target, string account)
    {
        ComputerName = target.ComputerName;
        Address = target.Address;
        Account = account;
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

    /// <summary>The account whose keys these are.</summary>
    public string Account { get; }

    /// <summary>Something was changed. False where all was as wanted, and with -WhatIf.</summary>
    public bool Changed { get; internal init; }

    /// <summary>The keys before: fingerprint and comment.</summary>
    public IReadOnlyList<string> Before { get; internal init; } = [];

    /// <summary>The keys now; with -WhatIf those that it would have.</summary>
    public IReadOnlyList<string> After { get; internal init; } = [];

    /// <summary>The files that were written.</summary>
    public IReadOnlyList<string> File { get; internal init; } = [];

    /// <summary>Those files as they were before, on the host.</summary>
    public IReadOnlyList<string> BackupPath { get; internal init; } = [];

    /// <summary>The logins that will be needed were proved to work, with fresh authentication. False where keys were only added.</summary>
    public bool Verified { get; internal init; }

    /// <summary>The change was made and put back. Never true here: such a host is an error, RolledBack.</summary>
    public bool RolledBack { get; internal init; }

    /// <summary>Whether it outlives a reboot; null when that is not known.</summary>
    public bool? SurvivesReboot { get; internal init; }

    /// <summary>Whether it counts only after a reboot.</summary>
    public bool RebootRequired { get; internal init; }

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = [];

    /// <summary>The change's name on the host; null when nothing was changed.</summary>
    public string? Transaction { get; internal init; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Account}, {After.Count} keys ({(Changed ? "changed" : "not changed")})";
}
