using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;

namespace ContainerOS.Changes;

/// <summary>Asks a host for its transactions, and settles those that are unfinished.</summary>
public static class TransactionOperation
{
    /// <summary>Lists the transactions that a host remembers, the oldest first.</summary>
    /// <param name="connection">The host.</param>
    /// <param name="timeout">How long it may take; null means no limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The transactions; none where the host was never changed.</returns>
    /// <exception cref="HostConnectionException">The host was not reached, or does not let us be root.</exception>
    public static async Task<IReadOnlyList<HostTransaction>> ListAsync(IHostConnection connection, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(ChangeScripts.ForList(), timeout, cancellationToken).ConfigureAwait(false);
        if (!result.Sections.TryGetValue("changes", out var section) || !section.IsComplete)
            throw new HostConnectionException(ConnectionFailure.ConnectionLost, connection.Target, "the host's list of changes is cut off", "Ask again.");
        var lines = section.Lines();
        long? now = long.TryParse(lines.LastOrDefault(line => line.StartsWith("now ", StringComparison.Ordinal))?.Substring(4), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
        return ChangeReport.Read(lines).Select(report => new HostTransaction(connection.Target, result.Connection, report, now)).ToList();
    }

    /// <summary>Confirms a change that waits for it.</summary>
    /// <param name="connection">The host.</param>
    /// <param name="id">The transaction.</param>
    /// <param name="timeout">How long it may take; null means no limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The transaction, confirmed.</returns>
    /// <exception cref="HostConnectionException">The host was not reached, or the change is not one that waits.</exception>
    public static Task<HostTransaction> CompleteAsync(IHostConnection connection, string id, TimeSpan? timeout, CancellationToken cancellationToken) =>
        SettleAsync(connection, ChangeScripts.ForConfirm(Checked(id)), ChangeState.Confirmed, timeout, cancellationToken);

    /// <summary>Undoes a change that is not confirmed.</summary>
    /// <param name="connection">The host.</param>
    /// <param name="id">The transaction.</param>
    /// <param name="timeout">How long it may take; null means no limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The transaction, rolled back.</returns>
    /// <exception cref="HostConnectionException">The host was not reached, or the change is confirmed, or could not be undone.</exception>
    public static Task<HostTransaction> UndoAsync(IHostConnection connection, string id, TimeSpan? timeout, CancellationToken cancellationToken) =>
        SettleAsync(connection, ChangeScripts.ForRollback(Checked(id), "operator"), ChangeState.RolledBack, timeout, cancellationToken);

    private static async Task<HostTransaction> SettleAsync(IHostConnection connection, Scripts.RemoteScript script, ChangeState wanted, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
        result.Sections.TryGetValue("change", out var section);
        if (ChangeReport.Read(section?.Lines() ?? []).LastOrDefault() is not { } report)
            throw new HostConnectionException(ConnectionFailure.ConnectionLost, connection.Target, "the host's answer is cut off", "Get-ContainerOsTransaction tells what became of the change.");
        if (report.State == wanted)
            return new HostTransaction(connection.Target, result.Connection, report, null);
        throw report.State switch
        {
            ChangeState.Missing => new HostConnectionException(ConnectionFailure.ChangeFailed, connection.Target, $"the host knows of no transaction {report.Id}", "Get-ContainerOsTransaction -All shows those it remembers."),
            ChangeState.UndoFailed => new HostConnectionException(ConnectionFailure.UndoFailed, connection.Target, $"transaction {report.Id} could not be undone: {report.LastWords}", "Mend the cause and try again."),
            ChangeState.Applying => new HostConnectionException(ConnectionFailure.ChangeLocked, connection.Target, $"transaction {report.Id} is still being applied", "Try again when that is over."),
            ChangeState.Confirmed => new HostConnectionException(ConnectionFailure.ChangeFailed, connection.Target, $"transaction {report.Id} is confirmed and stays", "The files as they were before are named in its Backups."),
            _ => new HostConnectionException(ConnectionFailure.ChangeFailed, connection.Target, $"transaction {report.Id} is in the state {report.State}", "Get-ContainerOsTransaction tells more."),
        };
    }

    private static string Checked(string id) => ChangeProgram.IsId(id) ? id : throw new ArgumentException("This is not the name of a transaction.", nameof(id));
}
