using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Access.Keys;

/// <summary>Plans and makes changes of the public keys of an account.</summary>
/// <param name="request">What is wanted.</param>
/// <param name="timeout">How long each request may take; null means no limit.</param>
internal sealed class AuthorizedKeyOperation(AuthorizedKeyRequest request, TimeSpan? timeout)
{
    /// <summary>Reads a host and plans its change.</summary>
    /// <param name="target">The host.</param>
    /// <param name="connection">A connection to it.</param>
    /// <param name="login">How the operator logs in.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="HostConnectionException">The host was not reached, cannot be changed, or nobody could get in afterwards.</exception>
    public async Task<AuthorizedKeyPlan> PlanAsync(HostTarget target, IHostConnection connection, TransportChooser login, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(AuthorizedKeyProbe.Script([request.Account], Elevation.Required), timeout, cancellationToken).ConfigureAwait(false);
        return new AuthorizedKeyPlanner(target, result, request, login).Plan();
    }

    /// <summary>Makes the change.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="connection">A connection by the operator's login.</param>
    /// <param name="login">How the operator logs in.</param>
    /// <param name="author">Who changes the host.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="HostConnectionException">The change did not come about; the message says in which state the host is.</exception>
    public async Task<AuthorizedKeyChange> ApplyAsync(AuthorizedKeyPlan plan, IHostConnection connection, TransportChooser login, ChangeAuthor author, CancellationToken cancellationToken)
    {
        var run = new ChangeRun(plan.Target, plan.Change, () => login.Open(plan.Target.WithoutSession())) { Timeout = timeout, Author = author, Logins = plan.Logins };
        return Describe(plan, await run.RunAsync(connection, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>A host as it is told of.</summary>
    /// <param name="plan">Its plan.</param>
    /// <param name="report">The confirmed change; null when nothing was done.</param>
    public AuthorizedKeyChange Describe(AuthorizedKeyPlan plan, ChangeReport? report) => new(plan.Target, request.Account)
    {
        Port = plan.Connection.Port ?? plan.Target.Port ?? 22,
        UserName = plan.Operator,
        Changed = report is not null,
        Before = plan.Before,
        After = plan.After,
        File = plan.Files,
        BackupPath = report is null ? [] : report.Backups.OrderBy(backup => backup.Key).Select(backup => backup.Value).ToList(),
        Verified = report is not null && plan.Logins.Count > 0,
        SurvivesReboot = plan.SurvivesReboot,
        Warnings = plan.Warnings,
        Transaction = report?.Id,
    };
}
