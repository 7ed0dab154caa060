using System;
using System.Linq;
using System.Text.RegularExpressions;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections;

/// <summary>Trouble with becoming root on a host.</summary>
internal static class ElevationFailure
{
    private const string GivePassword = "Give the account's password with -SudoCredential, log in as root, or allow the account 'sudo' without a password (NOPASSWD in sudoers).";
    private const string WrongPassword = "Check the password in -SudoCredential: sudo asks for the password of the account that logs in, unless sudoers says targetpw, rootpw or runaspw.";
    private const string NotAllowed = "Log in as root, or allow the account all commands in sudoers.";

    // Parts of what sudo says in English: the call makes it do so.
    private static readonly (string Says, string Remedy)[] Remedies =
    [
        ("a password is required", GivePassword),
        ("incorrect password attempt", WrongPassword),
        ("must have a tty", "Remove requiretty from sudoers, at least for this account, or log in as root."),
        ("not found", "Log in as root, or install sudo."),
    ];

    /// <summary>Finds sudo's refusal in the answer to a script.</summary>
    /// <param name="target">The host.</param>
    /// <param name="call">The call.</param>
    /// <param name="dialogue">What was asked and answered.</param>
    /// <param name="output">What came on stdout.</param>
    /// <param name="error">What came on stderr: sudo's own words among it.</param>
    /// <returns>The error; null when nothing was refused, or when the script may run as the user.</returns>
    public static HostConnectionException? Find(HostTarget target, ScriptCall call, ScriptDialogue dialogue, byte[] output, byte[] error)
    {
        if (call.Script.Elevation == Elevation.None)
            return null;
        var said = Said(call, HostText.Decode(error));
        var isWrong = dialogue.IsPasswordRefused || (dialogue.IsPasswordSent && said.Contains("incorrect password attempt"));
        if (isWrong)
            return New(target, "sudo did not take the password" + (said.Length > 0 ? ": " + said : ""), WrongPassword);
        if (HostText.Decode(output).IndexOf(call.Refusal, StringComparison.Ordinal) < 0)
            return null;
        var remedy = Remedies.Where(r => said.Contains(r.Says)).Select(r => r.Remedy).FirstOrDefault() ?? NotAllowed;
        return New(target, "the account may not run commands as root" + (said.Length > 0 ? ": " + said : ""), remedy);
    }

    /// <summary>sudo was neither through nor had it refused when the time was over.</summary>
    public static HostConnectionException TimedOut(HostTarget target, ScriptCall call, byte[] error, TimeSpan timeout)
    {
        var said = Said(call, HostText.Decode(error));
        return New(target, $"sudo was not done within {FailureText.Seconds(timeout)}" + (said.Length > 0 ? "; it says: " + said : " and says nothing"),
            "sudo may want more than a password (a code, a new password): run 'sudo true' in a terminal on the host. Log in as root, or allow the account 'sudo' without a password (NOPASSWD in sudoers).");
    }

    /// <summary>sudo's reason, without its prompt and the lecture before that.</summary>
    private static string Said(ScriptCall call, string error)
    {
        var lines = error.Substring(error.LastIndexOf(call.SudoPrompt, StringComparison.Ordinal) is var at and >= 0 ? at + call.SudoPrompt.Length : 0)
            .Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var said = lines.Find(line => line.Contains("incorrect password attempt")) ?? lines.Find(line => line.StartsWith("sudo: ", StringComparison.Ordinal))
            ?? lines.FirstOrDefault() ?? "";
        return FailureText.Shorten(Regex.Replace(said, "'/bin/sh -c .*'", "'/bin/sh'").TrimEnd('.')); // the command is ours, and says nothing to the user
    }

    private static HostConnectionException New(HostTarget target, string problem, string remedy) => new(ConnectionFailure.ElevationFailed, target, problem, remedy);
}
