using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Changes;
using ContainerOS.Sshd.Changing;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>What became of sshd's configuration on one host.</summary>
/// <typeparam name="TValue">The type of the value; null means that sshd did not tell.</typeparam>
public abstract class SshdChangeResult<TValue> : IVmResult
{
    private VmReference? vm;

    private protected SshdChangeResult(SshdPlan plan, ChangeReport? report, Func<string?, TValue> read)
    {
        var forgotten = report?.AfterFailed.Count > 0;
        ComputerName = plan.Target.ComputerName;
        Address = plan.Target.Address;
        Port = plan.Reading.Connection.Port ?? plan.Target.Port ?? 22;
        UserName = plan.Reading.Facts.Operator;
        Changed = report is not null;
        Before = read(plan.Before);
        After = read(plan.After);
        File = plan.File;
        Line = plan.Line;
        BackupPath = report is not null && report.Backups.TryGetValue(plan.FileStep, out var backup) ? backup : null;
        Verified = report is not null && plan.Logins.Count > 0;
        SurvivesReboot = forgotten ? false : plan.SurvivesReboot;
        Warnings = forgotten ? plan.Warnings.Append("the template for the next boot could not be written: " + report!.LastWords).ToList() : plan.Warnings;
        Transaction = report?.Id;
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName { get; }

    /// <summary>The name, address or ssh_config alias that was connected to.</summary>
    public string Address { get; }

    /// <summary>The TCP port that was connected to.</summary>
    public int Port { get; }

    /// <summary>The account that made the change; null when the connection does not tell.</summary>
    public string? UserName { get; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => vm?.Uid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => vm?.Id;

    /// <summary>Something was changed. False where all was as wanted, and with -WhatIf.</summary>
    public bool Changed { get; }

    /// <summary>The value before, for logins from this connection's address; null when sshd did not tell.</summary>
    public TValue Before { get; }

    /// <summary>What it is now; with -WhatIf what it would be.</summary>
    public TValue After { get; }

    /// <summary>The file that was written; null when none was.</summary>
    public string? File { get; }

    /// <summary>The number of the line that changed, came in, or went; null when none did.</summary>
    public int? Line { get; }

    /// <summary>That file as it was before, on the host; null when none was written.</summary>
    public string? BackupPath { get; }

    /// <summary>The logins that will be needed were proved to work, with fresh authentication.</summary>
    public bool Verified { get; }

    /// <summary>The change was made and put back. Never true here: such a host is an error, RolledBack.</summary>
    public bool RolledBack => false;

    /// <summary>Whether the value outlives a reboot; null when that is not known.</summary>
    public bool? SurvivesReboot { get; }

    /// <summary>Whether it counts only after a reboot. Never true: sshd is told of it.</summary>
    public bool RebootRequired => false;

    /// <summary>What else keeps root out, or lets somebody in, and what could not be done.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The change's name on the host; null when nothing was changed.</summary>
    public string? Transaction { get; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;
}
