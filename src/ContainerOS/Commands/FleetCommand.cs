using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Errors;
using ContainerOS.Fleet;

namespace ContainerOS.Commands;

/// <summary>A cmdlet that asks many hosts the same thing: results stream as hosts are done, a host in trouble costs only itself.</summary>
/// <typeparam name="TResult">What one host answers.</typeparam>
public abstract class FleetCommand<TResult> : HostCommand, IDisposable
    where TResult : class
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan QuietStart = TimeSpan.FromMilliseconds(500);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan nextProgress = QuietStart;
    private bool progressShown;
    private FleetRun<TResult>? fleet;
    private TransportChooser? connections;

    private string Activity => MyInvocation.MyCommand.Name;

    /// <summary>Ends what still runs, here and on the hosts.</summary>
    public void Dispose()
    {
        fleet?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks one host. Runs on any thread: nothing may be written to the pipeline.</summary>
    protected abstract Task<TResult> AskAsync(IHostConnection connection, CancellationToken cancellationToken);

    /// <summary>Writes one host's answer.</summary>
    protected virtual void WriteResult(TResult result) => WriteObject(result);

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        connections = CreateConnections();
        fleet = new FleetRun<TResult>(async (target, token) =>
        {
            using var connection = connections.Open(target);
            return await AskAsync(connection, token).ConfigureAwait(false);
        }, ThrottleLimit);
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        foreach (var target in ComputerName)
        {
            CheckLogin(target);
            WriteVerbose($"{target}: over {connections!.Choose(target)}");
            fleet!.Add(target);
        }

        // The pipeline above may still produce for a long time: hand out what is done.
        WriteOutcomes(TimeSpan.Zero, until: () => false);
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        WriteOutcomes(ProgressInterval, until: () => fleet!.Taken == fleet.Total);
        if (progressShown)
            WriteProgress(new ProgressRecord(0, Activity, "done") { RecordType = ProgressRecordType.Completed });
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => fleet?.Cancel();

    private void WriteOutcomes(TimeSpan wait, Func<bool> until)
    {
        try
        {
            while (!until())
            {
                var taken = fleet!.TryTake(wait, out var outcome);
                if (taken)
                    WriteOutcome(outcome);
                else if (wait == TimeSpan.Zero)
                    return;
                ShowProgress();
            }
        }
        catch (OperationCanceledException) when (Stopping)
        {
            throw new PipelineStoppedException();
        }
    }

    private void WriteOutcome(FleetOutcome<TResult> outcome)
    {
        if (outcome.Result is { } result)
            WriteResult(result);
        else
            WriteError(ErrorFactory.ForHost(outcome.Target, outcome.Error!));
    }

    private void ShowProgress()
    {
        if (clock.Elapsed < nextProgress)
            return;
        nextProgress = clock.Elapsed + ProgressInterval;
        progressShown = true;
        var (done, total) = (fleet!.Taken, fleet.Total);
        WriteProgress(new ProgressRecord(0, Activity, $"{done} of {total} hosts") { PercentComplete = total == 0 ? 0 : (int)(100L * done / total) });
    }
}
