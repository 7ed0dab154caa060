using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;

namespace ContainerOS.Passwords;

/// <summary>The keys that let people in to an account.</summary>
internal static class AuthorizedKeysFile
{
    private static readonly Lazy<string> Outer = new(() => RemoteScript.Embedded("as-account.sh") + RemoteScript.Embedded("account-keys.sh"));
    private static readonly Lazy<string> Inner = new(() => RemoteScript.Embedded("authorized-keys.sh"));

    /// <summary>Adds keys; those that are there already, and all else in the file, stay as they are.</summary>
    /// <param name="connection">The host.</param>
    /// <param name="account">The account, where it is not the one that logs in: then the script runs as root; null for that one.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="timeout">How long it may take; null means no limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many were added.</returns>
    /// <exception cref="HostConnectionException">AuthorizedKeysNotAdded, or the host was not reached.</exception>
    public static async Task<int> AddAsync(IHostConnection connection, string? account, IEnumerable<AuthorizedKey> keys, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(Script(account, keys), timeout, cancellationToken).ConfigureAwait(false);
        result.Sections.TryGetValue("keys", out var section);
        var words = section?.Lines().LastOrDefault()?.Split(' ') ?? [];
        if (section?.Status == 0 && words.Length == 2 && words[0] == "added" && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var added))
            return added;
        var reason = section?.FirstError is { Length: > 0 } said ? ": " + FailureText.Shorten(said) : "";
        throw new HostConnectionException(ConnectionFailure.AuthorizedKeysNotAdded, connection.Target, $"the keys were not put in place{reason}",
            "Check that the account has a home directory that it can write to.");
    }

    internal static RemoteScript Script(string? account, IEnumerable<AuthorizedKey> keys) => new("The script for authorized_keys", Outer.Value, account ?? "", Program(keys))
    {
        Elevation = account is null ? Elevation.None : Elevation.Required,
    };

    // One text and no arguments: su of busybox and of util-linux agree on that.
    internal static string Program(IEnumerable<AuthorizedKey> keys) =>
        "set -- " + string.Join(" ", keys.Select(key => ScriptEncoding.Quote(key.Line))) + "\n" + Inner.Value;
}
