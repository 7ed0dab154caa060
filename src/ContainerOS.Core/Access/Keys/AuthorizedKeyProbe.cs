using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Access.Accounts;
using ContainerOS.Connections;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Keys;

/// <summary>Asks a host which keys let people in to its accounts: one script, one round trip.</summary>
internal static class AuthorizedKeyProbe
{
    /// <summary>Stands for the account that logs in.</summary>
    public const string Own = ".";

    /// <summary>Stands for all accounts.</summary>
    public const string All = "*";

    private static readonly Lazy<string> Text = new(() => string.Concat(new[] { "sshd-files.sh", "accounts.sh", "key-files.sh", "authorized-keys-read.sh", "sshd-config.sh" }.Select(RemoteScript.Embedded)));

    /// <summary>Asks a host.</summary>
    /// <param name="connection">The connection to it.</param>
    /// <param name="accounts">The accounts, <see cref="Own"/> or <see cref="All"/>.</param>
    /// <param name="elevate">Read as root through sudo.</param>
    /// <param name="timeout">How long the script may run; null means no limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A row for each key, each line that is none, and each file that could not be read.</returns>
    /// <exception cref="HostConnectionException">The host was not reached, did not let us in, was lost, or has no such account.</exception>
    public static async Task<AuthorizedKeyEntry[]> RunAsync(IHostConnection connection, IReadOnlyList<string> accounts, bool elevate, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(Script(accounts, elevate ? Elevation.IfPossible : Elevation.None), timeout, cancellationToken).ConfigureAwait(false);
        var reading = new AccessReading(result, accounts[0]);
        var names = accounts.Contains(All) ? reading.Accounts.All.Select(account => account.Name) : accounts.Select(name => name == Own ? reading.Accounts.Operator ?? "" : name);
        return names.SelectMany(name => reading.Accounts.Find(name) is { } account ? Entries(connection, result, reading, account, accounts.Contains(All))
            : throw new HostConnectionException(ConnectionFailure.UnsupportedOperation, connection.Target, $"the host has no account '{HostText.Clean(name)}'", "Name another -Account.")).ToArray();
    }

    /// <summary>The script.</summary>
    public static RemoteScript Script(IReadOnlyList<string> accounts, Elevation elevation) =>
        new("The reading of public keys", Text.Value, new[] { accounts.Contains(All) ? "" : string.Join(" ", accounts), accounts[0] is Own or All ? "root" : accounts[0], "", "sshd" }.Concat(OsIdentity.Markers).ToArray())
        {
            Elevation = elevation,
            IsReadOnly = true,
            MaxOutputBytes = 64 << 20,
        };

    private static IEnumerable<AuthorizedKeyEntry> Entries(IHostConnection connection, ScriptResult result, AccessReading reading, HostAccount account, bool isOneOfAll)
    {
        AuthorizedKeyEntry Entry(string file) => new(connection.Target.ComputerName, connection.Target.Address, account.Name)
        {
            Port = result.Connection.Port ?? connection.Target.Port ?? 22,
            UserName = result.Connection.UserName ?? connection.Target.UserName,
            File = file,
        };

        var isGuess = false;
        if (reading.KeyPathsOf(account, out var where) is not { } paths)
        {
            // Without root sshd's files may be out of sight; then these are as likely as can be.
            paths = KeyPaths.Of([".ssh/authorized_keys", ".ssh/authorized_keys2"], account);
            isGuess = !isOneOfAll;
        }

        var persistence = new KeyPersistence(reading, account);
        foreach (var path in paths)
        {
            if (reading.Keys.Problem(path) is { } problem && !(isOneOfAll && reading.Keys.Find(path) is null))
                yield return WithNote(Entry(Latin1.ForPeople(path)), problem);
            foreach (var line in (reading.Keys.Find(path)?.Lines ?? []).Where(line => !line.IsBlank))
            {
                var entry = Entry(Latin1.ForPeople(path));
                entry.Line = line.Number;
                entry.Type = line.Type is null ? null : Latin1.ForPeople(line.Type);
                entry.Fingerprint = line.Fingerprint;
                entry.Comment = line.Comment.Length == 0 ? null : Latin1.ForPeople(line.Comment);
                entry.Options = line.Options.Select(Latin1.ForPeople).ToList();
                (entry.SurvivesReboot, entry.Note) = line.IsKey ? persistence.Of(reading.Keys.Find(path)!, line) : (persistence.Keeps(path), line.Problem);
                yield return entry;
            }
        }

        if (isGuess)
            yield return WithNote(Entry(""), $"sshd may read other files: AuthorizedKeysFile is not known ({where})");
    }

    private static AuthorizedKeyEntry WithNote(AuthorizedKeyEntry entry, string note)
    {
        entry.Note = note;
        entry.File = string.IsNullOrEmpty(entry.File) ? null : entry.File;
        return entry;
    }
}
