using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Changes;

/// <summary>Takes one planned change to its end on one host: begun apart from the connection, verified by logins of its own, confirmed, or put back.</summary>
/// <remarks>Whatever becomes of this process, the host finishes or undoes the change by itself.</remarks>
internal sealed class ChangeRun
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly HostTarget target;
    private readonly ChangePlan plan;
    private readonly Func<IHostConnection> connect;
    private readonly ChangeTrouble trouble;
    private readonly string id = ChangeProgram.NewId();

    /// <summary>Creates the run.</summary>
    /// <param name="target">The host.</param>
    /// <param name="plan">What is to be done.</param>
    /// <param name="connect">Makes a new connection by the login that changes the host.</param>
    public ChangeRun(HostTarget target, ChangePlan plan, Func<IHostConnection> connect)
    {
        this.target = target;
        this.plan = plan;
        this.connect = connect;
        trouble = new ChangeTrouble(target, plan);
    }

    /// <summary>How long each request may take; null means no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Who changes the host.</summary>
    public ChangeAuthor Author { get; init; } = ChangeAuthor.Current(null);

    /// <summary>What must work before the change is confirmed. The last one confirms it, as root.</summary>
    public IReadOnlyList<ChangeLogin> Logins { get; init; } = [];

    /// <summary>The transaction's name on the host.</summary>
    public string Id => id;

    /// <summary>Does it.</summary>
    /// <param name="connection">A connection by the login that changes the host; best one that stays open.</param>
    /// <param name="cancellationToken">Ends the waiting. The host goes on by itself.</param>
    /// <returns>The confirmed transaction.</returns>
    /// <exception cref="HostConnectionException">The change did not come about, or nobody knows whether it did; the message says which.</exception>
    public async Task<ChangeReport> RunAsync(IHostConnection connection, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var report = await BeginAsync(connection, clock, cancellationToken).ConfigureAwait(false);
        if (report.IsLocked)
            throw trouble.Locked(report);
        if (report.State == ChangeState.Applied)
            report = await VerifyAsync(connection, report, clock, cancellationToken).ConfigureAwait(false);
        return report.State == ChangeState.Confirmed ? report : throw trouble.NotConfirmed(report, null);
    }

    private async Task<ChangeReport> BeginAsync(IHostConnection connection, Stopwatch clock, CancellationToken cancellationToken)
    {
        try
        {
            return await ChangeScripts.RunAsync(connection, ChangeScripts.ForApply(id, plan, Author), Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (HostConnectionException lost) when (IsLost(lost))
        {
            var limit = plan.RollbackAfter > TimeSpan.Zero ? plan.RollbackAfter + TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(60);
            return await FollowAsync(report => report.State is not (ChangeState.Planned or ChangeState.Applying or ChangeState.RollingBack), clock, limit, lost, cancellationToken).ConfigureAwait(false);
        }
    }

    // The request may have arrived; only the host knows.
    private static bool IsLost(HostConnectionException error) => !error.NothingSent && error.Failure is ConnectionFailure.ConnectionLost or ConnectionFailure.CommandTimedOut;

    /// <summary>Asks over new connections until the host's answer will do.</summary>
    private async Task<ChangeReport> FollowAsync(Func<ChangeReport, bool> isEnough, Stopwatch clock, TimeSpan limit, HostConnectionException lost, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var fresh = connect();
                var report = await ChangeScripts.RunAsync(fresh, ChangeScripts.ForState(id), Timeout, cancellationToken).ConfigureAwait(false);
                if (report.State == ChangeState.Missing)
                    throw trouble.NeverBegun(lost);
                if (isEnough(report))
                    return report;
            }
            catch (HostConnectionException again) when (again.Failure != ConnectionFailure.ChangeFailed)
            {
                if (clock.Elapsed > limit)
                    throw trouble.Unknown(id, again);
            }

            if (clock.Elapsed > limit)
                throw trouble.Unknown(id, lost);
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ChangeReport> VerifyAsync(IHostConnection connection, ChangeReport applied, Stopwatch clock, CancellationToken cancellationToken)
    {
        var left = plan.RollbackAfter - clock.Elapsed - Margin;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        var login = Logins[0];
        try
        {
            for (var i = 0; i < Logins.Count; i++)
            {
                login = Logins[i];
                if (i == Logins.Count - 1)
                    return await login.EnterAsync(fresh => ChangeScripts.RunAsync(fresh, ChangeScripts.ForConfirm(id), Timeout, deadline.Token), deadline.Token).ConfigureAwait(false);
                await login.EnterAsync(fresh => fresh.RunAsync(new RemoteScript("The login after the change", ":"), Timeout, deadline.Token), deadline.Token).ConfigureAwait(false);
            }

            return applied;
        }
        catch (HostConnectionException refused)
        {
            return await PutBackAsync(connection, clock, $"{login.Name} did not get in: {refused.Problem}", refused, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            return await PutBackAsync(connection, clock, $"{login.Name} did not get in within the time that -RollbackAfter gives", late, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Has the change undone at once where the old connection still lives, else by the host's own timer; and sees that it is.</summary>
    private async Task<ChangeReport> PutBackAsync(IHostConnection connection, Stopwatch clock, string reason, Exception cause, CancellationToken cancellationToken)
    {
        ChangeReport report;
        try
        {
            report = await ChangeScripts.RunAsync(connection, ChangeScripts.ForRollback(id, "verification"), Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (HostConnectionException lost)
        {
            report = await FollowAsync(one => one.State is ChangeState.RolledBack or ChangeState.Confirmed or ChangeState.UndoFailed, clock, plan.RollbackAfter + TimeSpan.FromSeconds(30), lost, cancellationToken).ConfigureAwait(false);
        }

        // The confirmation may have arrived, and only its answer was lost.
        return report.State == ChangeState.Confirmed ? report : throw trouble.NotConfirmed(report, reason, cause);
    }
}
