using System.Collections.Generic;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>What became of a keyword of sshd on one host.</summary>
public sealed class SshdOptionChange : IVmResult
{
    private VmReference? vm;

    internal SshdOptionChange(HostTarget target, string name)
    {
        Name = name;
        ComputerName = target.ComputerName;
        Address = target.Address;
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName { get; }

    /// <summary>The name, address or ssh_config alias that was connected to.</summary>
    public string Address { get; }

    /// <summary>The TCP port that was connected to.</summary>
    public int Port { get; internal init; } = 22;

    /// <summary>The account that made the change; null when the connection does not tell.</summary>
    public string? UserName { get; internal init; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => vm?.Uid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => vm?.Id;

    /// <summary>The keyword, as sshd_config(5) spells it.</summary>
    public string Name { get; }

    /// <summary>The account for whose logins the value counts.</summary>
    public string User { get; internal init; } = "";

    /// <summary>Something was changed. False where all was as wanted, and with -WhatIf.</summary>
    public bool Changed { get; internal init; }

    /// <summary>The value before, for logins from this connection's address; null when sshd did not tell.</summary>
    public string? Before { get; internal init; }

    /// <summary>What it is now; with -WhatIf what it would be.</summary>
    public string? After { get; internal init; }

    /// <summary>The file that was written; null when none was.</summary>
    public string? File { get; internal init; }

    /// <summary>The number of the line that changed, came in, or went; null when none did.</summary>
    public int? Line { get; internal init; }

    /// <summary>That file as it was before, on the host; null when none was written.</summary>
    public string? BackupPath { get; internal init; }

    /// <summary>The logins that will be needed were proved to work, with fresh authentication.</summary>
    public bool Verified { get; internal init; }

    /// <summary>The change was made and put back. Never true here: such a host is an error, RolledBack.</summary>
    public bool RolledBack { get; internal init; }

    /// <summary>Whether the value outlives a reboot; null when that is not known.</summary>
    public bool? SurvivesReboot { get; internal init; }

    /// <summary>Whether it counts only after a reboot.</summary>
    public bool RebootRequired { get; internal init; }

    /// <summary>What else keeps root out, or lets somebody in, and what could not be done.</summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = [];

    /// <summary>The change's name on the host; null when nothing was changed.</summary>
    public string? Transaction { get; internal init; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Name} {After ?? "?"} ({(Changed ? "changed" : "not changed")})";
}
