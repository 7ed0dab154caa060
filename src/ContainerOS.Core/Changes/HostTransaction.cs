using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>A change as the host remembers it.</summary>
public sealed class HostTransaction : IVmResult
{
    private readonly ChangeReport report;
    private VmReference? vm;

    internal HostTransaction(HostTarget target, ConnectionFacts facts, ChangeReport report, long? now)
    {
        this.report = report;
        ComputerName = target.ComputerName;
        Address = target.Address;
        Port = facts.Port ?? target.Port ?? 22;
        UserName = facts.UserName ?? target.UserName;
        if (report.Since is { } since && since < 253402300800)
            StartedAt = DateTimeOffset.FromUnixTimeSeconds(since);
        if (report.Since is { } begun && now >= begun)
            Age = TimeSpan.FromSeconds(now.Value - begun);
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName { get; }

    /// <summary>The name, address or ssh_config alias that was connected to.</summary>
    public string Address { get; }

    /// <summary>The TCP port that was connected to.</summary>
    public int Port { get; }

    /// <summary>The account that logged in to ask; null when the connection does not tell.</summary>
    public string? UserName { get; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => vm?.Uid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => vm?.Id;

    /// <summary>Its name on the host.</summary>
    public string Id => report.Id;

    /// <summary>How far it has come.</summary>
    public ChangeState State => report.State;

    /// <summary>False as long as it keeps others from changing the host.</summary>
    public bool IsOver => State is ChangeState.Confirmed or ChangeState.RolledBack or ChangeState.Missing;

    /// <summary>What was to be done, in a few words.</summary>
    public string Title => report.About("title") ?? "";

    /// <summary>The plan, a line for each thing.</summary>
    public IReadOnlyList<string> Plan => report.Summary;

    /// <summary>The account on the client; null when the host does not know.</summary>
    public string? Owner => report.About("owner");

    /// <summary>The client; null when the host does not know.</summary>
    public string? Client => report.About("client");

    /// <summary>Why, in the words of -ChangeReason; null when nothing was said.</summary>
    public string? Reason => report.About("reason") is { Length: > 0 } reason ? reason : null;

    /// <summary>When it was made, by the host's clock; null when unknown.</summary>
    public DateTimeOffset? StartedAt { get; }

    /// <summary>How long ago that was, by the host's clock; null when unknown.</summary>
    public TimeSpan? Age { get; }

    /// <summary>Who undid it: failure (of a step), timer (nobody confirmed it), reboot, verification (a login did not work), operator; null when it was not undone.</summary>
    public string? UndoneBy => report.UndoneBy;

    /// <summary>The files as they were before, on the host.</summary>
    public IReadOnlyList<string> Backups => report.Backups.OrderBy(backup => backup.Key).Select(backup => backup.Value).ToList();

    /// <summary>The last lines that its steps printed.</summary>
    public IReadOnlyList<string> Log => report.Log;

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Id} {State}: {Title}";
}
