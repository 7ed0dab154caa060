using System.Collections.Generic;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Passwords;

/// <summary>What went wrong with a change, and always which password is valid now, as far as that is known.</summary>
internal static class PasswordFailure
{
    private const string OldIsValid = "The old password is still valid. ";

    /// <summary>The dialogue ended without a change.</summary>
    /// <param name="target">The host.</param>
    /// <param name="userName">The account.</param>
    /// <param name="dialogue">How far it came.</param>
    public static HostConnectionException Explain(HostTarget target, string userName, ChangeDialogue dialogue)
    {
        var reason = HostWords.Reason(dialogue.Said);
        var because = dialogue.IsBegun && reason.Length > 0 ? ": " + FailureText.Shorten(reason) : "";
        if (dialogue.NotUnderstood is { } question)
        {
            return New(ConnectionFailure.UnexpectedPrompt, target, $"the host asked '{FailureText.Shorten(question)}' while the password of '{userName}' was to be changed, which was not answered{because}",
                dialogue.IsRetyped ? Uncertain(target) : OldIsValid + (PasswordPrompts.Read(question) is PasswordPrompt.Login or PasswordPrompt.Current
                    ? "Give the current password with -CurrentPassword." : "Change the password by hand: 'ssh -t " + target.Address + "'."), dialogue.IsRetyped);
        }

        if (dialogue.AskedAgain == PasswordPrompt.New || HostWords.IsRefusal(dialogue.Said))
            return Refused(target, userName, because);

        if (dialogue.IsCurrentSent && !dialogue.IsNewSent)
        {
            return New(ConnectionFailure.AuthenticationFailed, target, $"the host did not take the current password of '{userName}'{because}",
                OldIsValid + "Check -CurrentPassword, or the password in -Credential.");
        }

        return NotChanged(target, userName, because);
    }

    /// <summary>The host tried and could not.</summary>
    public static HostConnectionException NotChanged(HostTarget target, string userName, string because) =>
        New(ConnectionFailure.PasswordNotChanged, target, $"the host could not change the password of '{userName}'{because}",
            OldIsValid + "Check that the account is one of the host's own (not LDAP or NIS), and that /etc is writable and not full.");

    /// <summary>The host ended the dialogue without saying what came of it, and no login told.</summary>
    public static HostConnectionException Unknown(HostTarget target, string userName, string because) =>
        New(ConnectionFailure.PasswordNotChanged, target, $"it is unknown whether the host took the new password of '{userName}': it said nothing, and no login with it came about: {because}", Uncertain(target), isUnknown: true);

    /// <summary>The account is none whose password can be set.</summary>
    public static HostConnectionException NoAccount(HostTarget target, string account, string problem, string remedy) =>
        New(ConnectionFailure.PasswordNotChanged, target, $"the password of '{account}' is not changed: {problem}", remedy);

    /// <summary>The host refused the new password, or could not set it.</summary>
    public static HostConnectionException FromWords(HostTarget target, string account, IReadOnlyList<string> said)
    {
        var reason = HostWords.Reason(said);
        var because = reason.Length > 0 ? ": " + FailureText.Shorten(reason) : "";
        return HostWords.IsRefusal(said) ? Refused(target, account, because) : NotChanged(target, account, because);
    }

    /// <summary>What is to be said when the call was stopped; null when the host was not sent the new password.</summary>
    /// <param name="target">The host.</param>
    /// <param name="userName">The account; null where it is not known.</param>
    /// <param name="state">How far it came.</param>
    public static string? Stopped(HostTarget target, string? userName, PasswordState state)
    {
        var password = userName is null ? "the password" : $"the password of '{userName}'";
        return state switch
        {
            PasswordState.New => $"{target}: stopped after {password} was changed: the new one is valid. No login with it was tried to the end, and keys may not be in place.",
            PasswordState.Unknown => $"{target}: stopped after the host was sent the new value of {password}: it is unknown whether the host took it. {Uncertain(target)}",
            _ => null,
        };
    }

    /// <summary>Trouble with the connection, made to say what it means for the password.</summary>
    public static HostConnectionException WithState(HostConnectionException trouble, ChangeDialogue dialogue) => WithState(trouble, dialogue.IsNewSent);

    /// <inheritdoc cref="WithState(HostConnectionException, ChangeDialogue)"/>
    /// <param name="trouble">The trouble.</param>
    /// <param name="isSent">The host had the new password.</param>
    public static HostConnectionException WithState(HostConnectionException trouble, bool isSent) => new(
        trouble.Failure,
        trouble.Target,
        trouble.Problem + (isSent ? "; the new password had been sent, and it is unknown whether the host took it" : "; the password is not changed"),
        isSent ? Uncertain(trouble.Target) : trouble.Remedy,
        trouble)
    {
        IsEffectUnknown = isSent,
        HostKey = trouble.HostKey,
        Facts = trouble.Facts,
    };

    private static HostConnectionException Refused(HostTarget target, string userName, string because) =>
        New(ConnectionFailure.PasswordRefused, target, $"the host did not take the new password of '{userName}'{because}", OldIsValid + "Choose a password that meets the host's rules.");

    private static string Uncertain(HostTarget target) =>
        $"Find out which password is valid: 'Test-ContainerOsConnection {target.Address} -Credential ...' with the new one, then with the old one.";

    private static HostConnectionException New(ConnectionFailure failure, HostTarget target, string problem, string remedy, bool isUnknown = false) =>
        new(failure, target, problem, remedy) { IsEffectUnknown = isUnknown };
}
