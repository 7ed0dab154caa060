using System;

namespace ContainerOS;

/// <summary>What became of the hosts of a run. Total is Ok + Failed + Unknown + Skipped.</summary>
public sealed class RunSummary
{
    /// <summary>The hosts.</summary>
    public int Total { get; init; }

    /// <summary>The hosts that let the run in.</summary>
    public int Reached { get; init; }

    /// <summary>The hosts with a result that says nothing else: those that were changed, and those where nothing had to be.</summary>
    public int Ok { get; init; }

    /// <summary>The hosts that were changed, whatever became of them afterwards.</summary>
    public int Changed { get; init; }

    /// <summary>The hosts with an error, or with a result that says that it did not go well.</summary>
    public int Failed { get; init; }

    /// <summary>The hosts of which it is not known whether they were changed.</summary>
    public int Unknown { get; init; }

    /// <summary>The hosts that went in and of which neither a result nor an error came; 0 where it was not told what went in.</summary>
    public int Skipped { get; init; }

    /// <summary>0: nothing failed. 2: something did, or is unknown. 3: the same, and no host let the run in.</summary>
    public int ExitCode => Failed + Unknown == 0 ? 0 : Reached == 0 ? 3 : 2;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Total} hosts: {Ok} ok, {Changed} changed, {Failed} failed, {Unknown} unknown, {Skipped} skipped");
}
