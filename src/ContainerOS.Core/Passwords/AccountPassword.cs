using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;

namespace ContainerOS.Passwords;

/// <summary>The password of another account than the one that logs in, set by root.</summary>
internal static class AccountPassword
{
    private static readonly Lazy<string> Text = new(() => RemoteScript.Embedded("set-password.sh"));

    /// <summary>Sets it.</summary>
    /// <param name="connection">The host.</param>
    /// <param name="account">The account.</param>
    /// <param name="password">The new password.</param>
    /// <param name="sent">Called, on any thread, when the host is sent the password.</param>
    /// <param name="timeout">How long it may take; null means no limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The call, and what the host said beside.</returns>
    /// <exception cref="HostConnectionException">The password is not changed, or it is unknown whether it is: the message says which.</exception>
    public static async Task<(ScriptResult Result, IReadOnlyList<string> Said)> SetAsync(
        IHostConnection connection, string account, SecureString password, Action sent, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var script = new RemoteScript("The script that sets a password", Text.Value, account) { Elevation = Elevation.Required, Secrets = [password], SecretSent = sent };
        ScriptResult result;
        try
        {
            result = await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (HostConnectionException trouble) when (LoginFailure.MayHaveRun(trouble))
        {
            throw PasswordFailure.WithState(trouble, isSent: true);
        }

        var target = connection.Target;
        result.Sections.TryGetValue("check", out var check);
        switch (check?.OutputText.Trim())
        {
            case "unknown":
                throw PasswordFailure.NoAccount(target, account, "the host has no such account", "Check -Account.");
            case "foreign":
                throw PasswordFailure.NoAccount(target, account, "the account is not one of the host's own, but of a directory (LDAP, NIS, SSSD)", "Change it in the directory.");
            case "locked":
                throw PasswordFailure.NoAccount(target, account, "the account is locked, and a new password would unlock it", "Unlock it first, if that is what you want: 'usermod -U'.");
        }

        result.Sections.TryGetValue("change", out var change);
        var said = change is null ? [] : (change.OutputText + HostText.Decode(change.Error)).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)
            .Select(line => HostWords.Shown(line, password)).ToList();
        return change switch
        {
            { Status: 0 } => (result, said),
            { IsComplete: true } => throw PasswordFailure.FromWords(target, account, said),
            _ => throw PasswordFailure.WithState(LoginFailure.Lost(target, "the host ended it"), isSent: true),
        };
    }
}
