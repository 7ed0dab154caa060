using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Targets;

namespace ContainerOS.Sshd.Changing;

/// <summary>Plans and makes changes of sshd's configuration.</summary>
/// <param name="user">The account whose logins they are about.</param>
/// <param name="timeout">How long each request may take; null means no limit.</param>
/// <typeparam name="TResult">What is told of one host.</typeparam>
internal abstract class SshdOperation<TResult>(string user, TimeSpan? timeout)
{
    /// <summary>Whether the plan is also about the account's public keys.</summary>
    protected virtual bool NeedsKeys => false;

    /// <summary>Reads a host and plans its change.</summary>
    /// <param name="target">The host.</param>
    /// <param name="connection">A connection to it.</param>
    /// <param name="login">How the operator logs in.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="HostConnectionException">The host was not reached, cannot be changed, or nobody could get in afterwards.</exception>
    public async Task<SshdPlan> PlanAsync(HostTarget target, IHostConnection connection, TransportChooser login, CancellationToken cancellationToken) =>
        Plan(target, await SshdChangeReading.RunAsync(connection, user, NeedsKeys, timeout, cancellationToken).ConfigureAwait(false), login);

    /// <summary>Makes the change.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="connection">A connection by the operator's login.</param>
    /// <param name="login">How the operator logs in.</param>
    /// <param name="author">Who changes the host.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="HostConnectionException">The change did not come about; the message says in which state the host is.</exception>
    public async Task<TResult> ApplyAsync(SshdPlan plan, IHostConnection connection, TransportChooser login, ChangeAuthor author, CancellationToken cancellationToken)
    {
        var run = new ChangeRun(plan.Target, plan.Change, () => login.Open(plan.Target.WithoutSession())) { Timeout = timeout, Author = author, Logins = plan.Logins };
        return Describe(plan, await run.RunAsync(connection, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>A host as it is told of.</summary>
    /// <param name="plan">Its plan.</param>
    /// <param name="report">The confirmed change; null when nothing was done.</param>
    public abstract TResult Describe(SshdPlan plan, ChangeReport? report);

    /// <summary>Plans the change of a host that was read.</summary>
    protected abstract SshdPlan Plan(HostTarget target, SshdChangeReading reading, TransportChooser login);
}
