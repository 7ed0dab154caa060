using System;
using System.Linq;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using ContainerOS.Passwords;

namespace ContainerOS.Connections.OpenSsh.Askpass;

/// <summary>Decides which of ssh's questions get an answer: those of the target's own ssh, each kind once.</summary>
/// <remarks>
/// A server words its keyboard-interactive prompts freely. It cannot get at a passphrase by imitating ssh's question for it: with a passphrase alone
/// no method of the server asks anything, and with a password as well ssh must be one that marks the server's prompts with <c>(user@host)</c>.
/// </remarks>
/// <param name="settings">How to connect.</param>
/// <param name="change">What answers when the password is to be changed within the login; null to log in only.</param>
internal sealed class AskpassDialogue(ConnectionSettings settings, ChangeDialogue? change = null)
{
    private const string PassphraseQuestion = "Enter passphrase for ";
    private const int LongestName = 100; // bytes of a file's name in ssh's question

    // ssh's other questions of its own, as far as its configuration could let them come.
    private static readonly string[] NotForUs = ["Enter PIN", "Are you sure", "Please type", "Confirm ", "Allow ", "Add key ", "Accept updated hostkeys"];

    /// <summary>What the server was answered.</summary>
    public LoginDialogue Login { get; } = new();

    /// <summary>The passphrase was given.</summary>
    public bool IsKeyAnswered { get; private set; }

    /// <summary>What another process asked, such as a jump host's ssh; null when none did.</summary>
    public string? ForeignPrompt { get; private set; }

    /// <summary>What the verdict Change answers.</summary>
    public SecureString? ChangeAnswer { get; private set; }

    /// <summary>Decides.</summary>
    /// <param name="question">The question.</param>
    /// <param name="client">The process that runs the target's own ssh.</param>
    public AskpassVerdict Decide(AskpassQuestion question, int client)
    {
        var prompt = question.Prompt;
        if (question.ProcessId != client)
        {
            ForeignPrompt ??= prompt.Trim();
            return AskpassVerdict.Refuse;
        }

        if (prompt.StartsWith(PassphraseQuestion, StringComparison.Ordinal))
        {
            if (IsKeyAnswered || settings.KeyPassphrase is null || prompt != KeyQuestion())
                return AskpassVerdict.Skip;
            IsKeyAnswered = true;
            return AskpassVerdict.Passphrase;
        }

        var isForServer = settings.Password is not null && question.Hint == "secret" && !NotForUs.Any(own => prompt.StartsWith(own, StringComparison.Ordinal));
        if (change is not null && isForServer && Login.IsAnswered && !ChangeDialogue.IsLoginPrompt(prompt))
        {
            ChangeAnswer = change.Answer(Regex.Replace(prompt, @"^\([^()]*@[^()]*\) ", ""), isEchoed: false); // ssh's own mark
            return ChangeAnswer is null ? AskpassVerdict.Refuse : AskpassVerdict.Change;
        }

        return Login.Takes(null, [prompt], isForServer) ? AskpassVerdict.Password : AskpassVerdict.Refuse;
    }

    private string KeyQuestion()
    {
        var name = Encoding.UTF8.GetBytes(OpenSshArguments.Slashed(settings.KeyFilePath ?? ""));
        return PassphraseQuestion + "key '" + HostText.Decode(name.Take(LongestName).ToArray()) + "': ";
    }
}
