using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Targets;

namespace ContainerOS.Fleet;

/// <summary>Runs one operation on many hosts, some at a time, and hands out the outcomes in the order of completion.</summary>
/// <remarks>Hosts may be added while others run. One thread adds and takes; cancelling is for any thread.</remarks>
/// <typeparam name="TResult">The result of the operation.</typeparam>
public sealed class FleetRun<TResult> : IDisposable
    where TResult : class
{
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(1.5);
    private readonly Func<HostTarget, CancellationToken, Task<TResult>> operation;
    private readonly SemaphoreSlim throttle;
    private readonly CancellationTokenSource cancel = new();
    private readonly BlockingCollection<FleetOutcome<TResult>> outcomes = [];
    private readonly List<Task> tasks = [];

    /// <summary>Creates a run.</summary>
    /// <param name="operation">What to do with each host.</param>
    /// <param name="throttleLimit">How many hosts at a time, at least 1.</param>
    public FleetRun(Func<HostTarget, CancellationToken, Task<TResult>> operation, int throttleLimit)
    {
        this.operation = operation;
        throttle = new SemaphoreSlim(throttleLimit);
    }

    /// <summary>Hosts added so far.</summary>
    public int Total => tasks.Count;

    /// <summary>Outcomes taken so far.</summary>
    public int Taken { get; private set; }

    /// <summary>Adds a host; it is begun as soon as the throttle lets it.</summary>
    /// <param name="target">The host.</param>
    public void Add(HostTarget target) => Add(target, operation);

    /// <summary>Adds something else to be done with a host.</summary>
    /// <param name="target">The host.</param>
    /// <param name="other">What to do.</param>
    public void Add(HostTarget target, Func<HostTarget, CancellationToken, Task<TResult>> other) => tasks.Add(Task.Run(() => RunAsync(target, other)));

    /// <summary>Takes an outcome if there is one within the time.</summary>
    /// <param name="wait">How long to wait.</param>
    /// <param name="outcome">The outcome.</param>
    /// <returns>False when none came in time.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public bool TryTake(TimeSpan wait, out FleetOutcome<TResult> outcome)
    {
        cancel.Token.ThrowIfCancellationRequested();
        if (!outcomes.TryTake(out outcome!, (int)wait.TotalMilliseconds, cancel.Token))
            return false;
        Taken++;
        return true;
    }

    /// <summary>Ends everything that runs, here and on the hosts.</summary>
    public void Cancel()
    {
        try
        {
            cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It had ended by itself.
        }
    }

    /// <summary>Cancels what still runs and gives it a moment to clean up behind itself.</summary>
    public void Dispose()
    {
        Cancel();
        if (Task.WaitAll(tasks.ToArray(), CancelGrace))
        {
            cancel.Dispose();
            outcomes.Dispose();
            throttle.Dispose();
        }
    }

    private async Task RunAsync(HostTarget target, Func<HostTarget, CancellationToken, Task<TResult>> work)
    {
        try
        {
            await throttle.WaitAsync(cancel.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        FleetOutcome<TResult> outcome;
        try
        {
            outcome = new FleetOutcome<TResult>(target, await work(target, cancel.Token).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error) // told by the caller as this host's error: no host is ever skipped silently
        {
            outcome = new FleetOutcome<TResult>(target, null, error);
        }
        finally
        {
            throttle.Release();
        }

        outcomes.Add(outcome);
    }
}
