using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Access.Accounts;
using ContainerOS.Access.Logins;
using ContainerOS.Access.Sudo;
using ContainerOS.Connections;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;

namespace ContainerOS.Access;

/// <summary>Asks a host who can become an account there: one script, one round trip.</summary>
internal static class AccessProbe
{
    private static readonly Lazy<string> Text = new(() => string.Concat(new[] { "sshd-files.sh", "accounts.sh", "key-files.sh", "sudoers.sh", "access.sh", "sshd-config.sh" }.Select(RemoteScript.Embedded)));

    /// <summary>Asks a host.</summary>
    /// <param name="connection">The connection to it.</param>
    /// <param name="user">The account that is to be become.</param>
    /// <param name="elevate">Read as root through sudo.</param>
    /// <param name="timeout">How long the script may run; null means no limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A row for each way; what is not known is a row too.</returns>
    /// <exception cref="HostConnectionException">The host was not reached, did not let us in, was lost, or has no such account.</exception>
    public static async Task<AccessRoute[]> RunAsync(IHostConnection connection, string user, bool elevate, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(Script(user, elevate), timeout, cancellationToken).ConfigureAwait(false);
        var reading = new AccessReading(result, user);
        if (reading.Accounts.Find(user) is not { } account)
        {
            var isKnown = reading.Accounts.All.Any();
            throw new HostConnectionException(ConnectionFailure.UnsupportedOperation, connection.Target, isKnown ? $"the host has no account '{user}'" : "the host did not show its accounts", isKnown ? "Name another -User." : "Try again with -Verbose.");
        }

        return Rows(reading, account, Hint(reading, result, elevate)).Select(row => new AccessRoute(connection.Target.ComputerName, connection.Target.Address, user, row.Kind)
        {
            Port = result.Connection.Port ?? connection.Target.Port ?? 22,
            UserName = result.Connection.UserName ?? connection.Target.UserName,
            Principal = row.Principal is null ? null : HostText.Clean(row.Principal),
            Account = row.Account is null ? null : HostText.Clean(row.Account),
            Detail = string.IsNullOrEmpty(row.Detail) ? null : row.Detail,
            Allowed = row.Allowed,
            DecidedBy = row.DecidedBy,
            LoginBy = row.LoginBy,
            File = row.File,
            Line = row.Line,
        }).ToArray();
    }

    internal static RemoteScript Script(string user, bool elevate) => new("The reading of who gets in", Text.Value, new[] { user, "", "sshd" }.Concat(OsIdentity.Markers).ToArray())
    {
        Elevation = elevate ? Elevation.IfPossible : Elevation.None,
        IsReadOnly = true,
        MaxOutputBytes = 64 << 20,
    };

    /// <summary>The rows of a host.</summary>
    /// <param name="reading">What it told.</param>
    /// <param name="account">The account that is to be become.</param>
    /// <param name="hint">What helps against rows that are not known; empty for nothing.</param>
    internal static IEnumerable<AccessRow> Rows(AccessReading reading, HostAccount account, string hint) =>
        reading.Accounts.All.Where(other => other.Name == account.Name || (account.Uid == 0 && other.Uid == 0)).OrderBy(other => other.Name != account.Name)
            .SelectMany(other => new LoginRows(reading, other).All()).Concat(new PrivilegeRows(reading, account).All())
            .Select(row => row.Allowed is null && hint.Length > 0 ? row with { DecidedBy = row.DecidedBy + hint } : row);

    private static string Hint(AccessReading reading, ScriptResult result, bool elevate)
    {
        if (result.IsElevated || (reading.Accounts.Operator ?? result.Connection.UserName) == "root")
            return "";
        var words = HostText.Clean(HostText.FirstLine(result.ErrorNoise));
        return elevate ? words.Length > 0 ? $" (not read as root: {words})" : " (not read as root)" : " (read as root with -Elevate only)";
    }
}
