using System;
using System.Diagnostics;
using System.Linq;
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
        using (var changer = connections.OpenPasswordChanger(target))
        {
            var dialogue = new ChangeDialogue(request.CurrentPassword ?? connections.Settings.Password, request.NewPassword);
            Learn(result, await changer.ChangeAsync(dialogue, timeout, cancellationToken).ConfigureAwait(false));
            result.Account = result.UserName;
            result.Changed = dialogue.IsChanged;
            result.Forced = dialogue.IsForced;
            result.Warnings = dialogue.Said.Where(line => HostWords.IsRefusal([line])).Select(HostText.Clean).Distinct().ToList();
        }

        await FinishAsync(target, result, cancellationToken).ConfigureAwait(false);
        result.Duration = clock.Elapsed;
        return result;
    }

    private static void Learn(PasswordChange result, ConnectionFacts facts)
    {
        result.Port = facts.Port ?? result.Port;
        result.UserName = facts.UserName ?? result.UserName;
    }

    /// <summary>A fresh login with the new password; then the keys, over the login that works by now.</summary>
    private async Task FinishAsync(HostTarget target, PasswordChange result, CancellationToken cancellationToken)
    {
        var fresh = connections.With(connections.Settings with { UserName = result.Account, Password = request.NewPassword, KeyFilePath = null, KeyPassphrase = null });
        var byKey = connections.Settings.Password is null;
        result.VerificationProblem = await TryAsync(fresh, target, cancellationToken).ConfigureAwait(false);
        result.Verified = result.VerificationProblem is null;
        if (!result.Changed && !result.Verified && !(byKey && await TryAsync(connections, target, cancellationToken).ConfigureAwait(false) is null))
            throw PasswordFailure.Unknown(target, result.Account ?? "", result.VerificationProblem!);
        result.Changed = true;
        if (request.AuthorizedKeys.Count > 0)
            result.AuthorizedKeysAdded = await AddKeysAsync(result, (byKey ? connections : fresh).Open(target), cancellationToken).ConfigureAwait(false);
    }

    /// <returns>Why no login came about; null when one did. An expired password lets nobody do anything.</returns>
    private async Task<string?> TryAsync(TransportChooser login, HostTarget target, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = login.Open(target);
            await connection.RunAsync(new RemoteScript("The login after the change", ":"), timeout, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (HostConnectionException trouble)
        {
            return trouble.Problem;
        }
    }

    private async Task<int> AddKeysAsync(PasswordChange result, IHostConnection connection, CancellationToken cancellationToken)
    {
        using var opened = connection;
        try
        {
            return await AuthorizedKeysFile.AddAsync(connection, null, request.AuthorizedKeys, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (HostConnectionException trouble)
        {
            throw new HostConnectionException(trouble.Failure, trouble.Target, $"the password of '{result.Account}' is changed, but {trouble.Problem}", trouble.Remedy, trouble);
        }
    }
}
