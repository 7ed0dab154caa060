using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;

namespace ContainerOS.Changes;

/// <summary>The requests that make, settle and list transactions on a host.</summary>
internal static class ChangeScripts
{
    private static readonly Lazy<string> Store = new(() => RemoteScript.Embedded("change-store.sh"));
    private static readonly Lazy<string> Apply = new(() => RemoteScript.Embedded("change-apply.sh"));
    private static readonly Lazy<string> Settle = new(() => RemoteScript.Embedded("change-settle.sh"));
    private static readonly Lazy<string> List = new(() => RemoteScript.Embedded("change-list.sh"));

    /// <summary>Makes a transaction and begins it.</summary>
    public static RemoteScript ForApply(string id, ChangePlan plan, ChangeAuthor author) =>
        new("The script that changes the host", Store.Value + Apply.Value, id, ChangeProgram.Text(id, plan), string.Join("\n", About(plan, author))) { Elevation = Elevation.Required };

    /// <summary>Confirms a transaction.</summary>
    public static RemoteScript ForConfirm(string id) => new("The confirmation of the change", Store.Value + Settle.Value, id, "confirm") { Elevation = Elevation.Required };

    /// <summary>Undoes a transaction.</summary>
    public static RemoteScript ForRollback(string id, string reason) => new("The rollback of the change", Store.Value + Settle.Value, id, "rollback", reason) { Elevation = Elevation.Required };

    /// <summary>Tells the state of a transaction.</summary>
    public static RemoteScript ForState(string id) => new("The question after the change", Store.Value + Settle.Value, id, "state") { Elevation = Elevation.Required, IsReadOnly = true };

    /// <summary>Tells of all transactions.</summary>
    public static RemoteScript ForList() => new("The list of changes", Store.Value + List.Value) { Elevation = Elevation.Required, IsReadOnly = true };

    /// <summary>Sends one of the first four and reads the answer.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, did not let us, or could not keep the transaction.</exception>
    public static async Task<ChangeReport> RunAsync(IHostConnection connection, RemoteScript script, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
        result.Sections.TryGetValue("change", out var section);
        if (section?.Status == 0 && ChangeReport.Read(section.Lines()).LastOrDefault() is { } report)
            return report;
        if (section is null || !section.IsComplete)
            throw new HostConnectionException(ConnectionFailure.ConnectionLost, connection.Target, script.Name + " gave no complete answer", "Get-ContainerOsTransaction tells what became of the change.");
        var reason = section.FirstError is { Length: > 0 } said ? ": " + FailureText.Shorten(said) : "";
        throw new HostConnectionException(ConnectionFailure.ChangeFailed, connection.Target, $"the change could not be begun, and nothing was changed{reason}",
            "Check that root can write to /var/lib on the host, and that its disk is not full.");
    }

    private static IEnumerable<string> About(ChangePlan plan, ChangeAuthor author) => new[]
    {
        "title=" + plan.Title, "owner=" + author.Name, "client=" + author.Machine, "reason=" + author.Reason,
        "rollback-after=" + (int)Math.Ceiling(plan.RollbackAfter.TotalSeconds),
    }.Concat(plan.Summary.Select(line => "plan=" + line)).Select(HostText.Clean);
}
