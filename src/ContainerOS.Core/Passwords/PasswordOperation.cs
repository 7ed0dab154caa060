using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Passwords;

/// <summary>Changes a password on one host, puts keys in place, and sees that the new password gets in.</summary>
public sealed class PasswordOperation
{
    private readonly TransportChooser connections;
    private readonly PasswordRequest request;
    private readonly TimeSpan? timeout;
    private volatile ChangeDialogue? own;
    private volatile bool isSent;
    private volatile bool isChanged;

    /// <summary>Creates the operation.</summary>
    /// <param name="connections">What makes the connections.</param>
    /// <param name="request">What is to be done.</param>
    /// <param name="timeout">How long each step on a host may take; null means no limit.</param>
    public PasswordOperation(TransportChooser connections, PasswordRequest request, TimeSpan? timeout)
    {
        this.connections = connections;
        this.request = request;
        this.timeout = timeout;
    }

    /// <summary>What is known of the password now. For any thread, and after the operation was cancelled.</summary>
    public PasswordState State => isChanged || own?.IsChanged == true ? PasswordState.New : isSent || own?.IsNewSent == true ? PasswordState.Unknown : PasswordState.Old;

    /// <summary>Does it.</summary>
    /// <param name="target">The host.</param>
    /// <param name="cancellationToken">Ends the call; the message of an error says what is known of the password then.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="HostConnectionException">The password is not changed, or it is unknown whether it is: the message says which.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<PasswordChange> RunAsync(HostTarget target, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var result = new PasswordChange(target.ComputerName, target.Address) { Port = target.Port ?? 22, UserName = target.UserName };
        var isOther = request.Account != (target.UserName ?? connections.Settings.UserName);
        if (request.Account is { } account && (isOther || CurrentPassword is null)) // root asks for no current one
            await SetForAsync(account, target, result, cancellationToken).ConfigureAwait(false);
        else
            await ChangeOwnAsync(target, result, cancellationToken).ConfigureAwait(false);
        await FinishAsync(target, result, cancellationToken).ConfigureAwait(false);
        result.Duration = clock.Elapsed;
        return result;
    }

    private SecureString? CurrentPassword => request.CurrentPassword ?? connections.Settings.Password;

    private async Task ChangeOwnAsync(HostTarget target, PasswordChange result, CancellationToken cancellationToken)
    {
        using var changer = connections.OpenPasswordChanger(target);
        var dialogue = own = new ChangeDialogue(CurrentPassword, request.NewPassword);
        Learn(result, await changer.ChangeAsync(dialogue, timeout, cancellationToken).ConfigureAwait(false), dialogue.Said);
        result.Account = result.UserName;
        result.Changed = dialogue.IsChanged;
        result.Forced = dialogue.IsForced;
    }

    private async Task SetForAsync(string account, HostTarget target, PasswordChange result, CancellationToken cancellationToken)
    {
        using var connection = connections.Open(target);
        var (call, said) = await AccountPassword.SetAsync(connection, account, request.NewPassword, () => isSent = true, timeout, cancellationToken).ConfigureAwait(false);
        isChanged = true;
        Learn(result, call.Connection, said);
        result.Account = account;
        result.Changed = true;
    }

    private static void Learn(PasswordChange result, ConnectionFacts facts, IReadOnlyList<string> said)
    {
        result.Port = facts.Port ?? result.Port;
        result.UserName = facts.UserName ?? result.UserName;
        result.Warnings = [.. facts.Warnings, .. said.Where(line => HostWords.IsRefusal([line])).Select(HostText.Clean).Distinct()];
    }

    /// <summary>A fresh login with the new password; then the keys, over the login that works by now.</summary>
    private async Task FinishAsync(HostTarget target, PasswordChange result, CancellationToken cancellationToken)
    {
        var login = connections.Settings;
        var fresh = connections.With(login with
        {
            UserName = result.Account,
            Password = request.NewPassword,
            KeyFilePath = null,
            KeyPassphrase = null,
            JumpKeyFilePath = login.JumpKeyFilePath ?? login.KeyFilePath, // the way there stays the same
        });
        var trouble = await TryAsync(fresh, target.As(result.Account, null), cancellationToken).ConfigureAwait(false);
        var isOwn = result.Account == result.UserName;
        var keepsLogin = !isOwn || connections.Settings.Password is null;
        result.Verified = trouble is null;
        if (trouble is not null)
            Describe(trouble, result);
        if (!result.Changed && !result.Verified && !(keepsLogin && await TryAsync(connections, target, cancellationToken).ConfigureAwait(false) is null))
            throw PasswordFailure.Unknown(target, result.Account ?? "", result.VerificationProblem!);
        result.Changed = isChanged = true;
        if (request.AuthorizedKeys.Count > 0)
            result.AuthorizedKeysAdded = await AddKeysAsync(result, isOwn ? null : result.Account, (keepsLogin ? connections : fresh).Open(target), cancellationToken).ConfigureAwait(false);
    }

    private static void Describe(HostConnectionException trouble, PasswordChange result)
    {
        var methods = trouble.Facts?.AuthenticationMethods ?? [];
        var takesPasswords = methods.Count == 0 || methods.Contains("password") || methods.Contains("keyboard-interactive");
        result.VerificationProblem = takesPasswords ? trouble.Problem : "the server takes no passwords, only " + string.Join(", ", methods);
        if (takesPasswords)
            result.Warnings = [.. result.Warnings, "no login with the new password came about: " + trouble.Problem];
    }

    /// <returns>Why no login came about; null when one did. An expired password lets nobody do anything.</returns>
    private async Task<HostConnectionException?> TryAsync(TransportChooser login, HostTarget target, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = login.Open(target);
            await connection.RunAsync(new RemoteScript("The login after the change", ":"), timeout, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (HostConnectionException trouble)
        {
            return trouble.Failure == ConnectionFailure.ShellUnavailable ? null : trouble; // let in, and no shell for us
        }
    }

    private async Task<int> AddKeysAsync(PasswordChange result, string? account, IHostConnection connection, CancellationToken cancellationToken)
    {
        using var opened = connection;
        try
        {
            return await AuthorizedKeysFile.AddAsync(connection, account, request.AuthorizedKeys, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (HostConnectionException trouble)
        {
            throw new HostConnectionException(trouble.Failure, trouble.Target, $"the password of '{result.Account}' is changed, but {trouble.Problem}", trouble.Remedy, trouble);
        }
    }
}
