using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Errors;
using ContainerOS.Fleet;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Connects a fleet with a cmdlet's pipeline: outcomes as they come, errors per host, one progress bar. All but Cancel, Warn and Tell is for the pipeline's thread.</summary>
internal sealed class FleetPipeline<TResult>(PSCmdlet cmdlet, FleetRun<TResult> fleet, Action<HostTarget, TResult> write, Action<HostTarget>? told = null) : IDisposable
    where TResult : class
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan QuietStart = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentQueue<Action> messages = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan nextProgress = QuietStart;
    private bool progressShown;
    private int continued;

    private string Activity => cmdlet.MyInvocation.MyCommand.Name;

    public void Add(IEnumerable<HostTarget> targets)
    {
        foreach (var target in targets)
            fleet.Add(target);
    }

    /// <summary>Goes on with a host whose first outcome was not its last.</summary>
    public void Continue(HostTarget target, Func<HostTarget, CancellationToken, Task<TResult>> operation)
    {
        continued++;
        fleet.Add(target, operation);
    }

    /// <summary>Keeps a warning until the next outcome is written.</summary>
    public void Warn(string warning) => messages.Enqueue(() => cmdlet.WriteWarning(warning));

    /// <summary>Keeps a line for -Verbose until the next outcome is written.</summary>
    public void Tell(string line) => messages.Enqueue(() => cmdlet.WriteVerbose(line));

    /// <summary>Writes what is done: the pipeline above may still produce for a long time.</summary>
    public void WriteDone() => WriteOutcomes(TimeSpan.Zero, until: () => false);

    /// <summary>Waits for all hosts and writes them as they come.</summary>
    public void WriteAll()
    {
        WriteOutcomes(ProgressInterval, until: () => fleet.Taken == fleet.Total);
        if (progressShown)
            cmdlet.WriteProgress(new ProgressRecord(0, Activity, "done") { RecordType = ProgressRecordType.Completed });
    }

    /// <summary>Ends what still runs, here and on the hosts.</summary>
    public void Cancel() => fleet.Cancel();

    public void Dispose() => fleet.Dispose();

    private void WriteOutcomes(TimeSpan wait, Func<bool> until)
    {
        try
        {
            while (!until())
            {
                var taken = fleet.TryTake(wait, out var outcome);
                if (taken)
                    WriteOutcome(outcome);
                else if (wait == TimeSpan.Zero)
                    return;
                ShowProgress();
            }
        }
        catch (OperationCanceledException) when (cmdlet.Stopping)
        {
            throw new PipelineStoppedException();
        }
    }

    private void WriteOutcome(FleetOutcome<TResult> outcome)
    {
        while (messages.TryDequeue(out var writeMessage))
            writeMessage();
        if (outcome.Result is IVmResult ofVm)
            ofVm.SetVm(outcome.Target.Vm);
        if (outcome.Result is { } result)
            write(outcome.Target, result);
        else
            cmdlet.WriteError(ErrorFactory.ForHost(outcome.Target, outcome.Error!));
        told?.Invoke(outcome.Target);
    }

    private void ShowProgress()
    {
        if (clock.Elapsed < nextProgress)
            return;
        nextProgress = clock.Elapsed + ProgressInterval;
        progressShown = true;
        var (done, total) = (fleet.Taken - continued, fleet.Total - continued);
        cmdlet.WriteProgress(new ProgressRecord(0, Activity, $"{done} of {total} hosts") { PercentComplete = total == 0 ? 0 : (int)(100L * done / total) });
    }
}
