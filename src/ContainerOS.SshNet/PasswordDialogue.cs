using System.Linq;
using System.Security;
using System.Text.RegularExpressions;
using ContainerOS.Passwords;
using Renci.SshNet.Common;

namespace ContainerOS.Connections.SshNet;

/// <summary>Answers a keyboard-interactive login: one hidden prompt, once. Whatever else is asked stays without an answer.</summary>
/// <remarks>A prompt that comes again means that the password was wrong: sending it once more would only count as one more failed login.</remarks>
/// <param name="password">The password to log in with.</param>
/// <param name="change">What answers when the password is to be changed within the login; null to log in only.</param>
internal sealed class PasswordDialogue(SecureString password, ChangeDialogue? change)
{
    /// <summary>The password has been sent.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>The host asks for a new password.</summary>
    public bool IsExpired { get; private set; }

    /// <summary>The first prompt that was not answered; null when there was none.</summary>
    public string? Refused { get; private set; }

    public void Answer(object? sender, AuthenticationPromptEventArgs asked)
    {
        if (asked.Prompts.Count == 0)
            return;
        if (change is not null && IsAnswered)
        {
            Change(asked);
            return;
        }

        if (!IsAnswered && asked.Prompts.Count == 1 && !asked.Prompts[0].IsEchoed)
        {
            IsAnswered = true;
            asked.Prompts[0].Response = Secret.Text(password);
            return;
        }

        Refused ??= asked.Prompts[0].Request.Trim();
        // pam_unix: "Current password:" (old: "(current) UNIX password:"), "New password:", with the reason in the instruction.
        IsExpired |= IsAnswered && (AsksForNew(asked.Instruction) || asked.Prompts.Any(prompt => AsksForNew(prompt.Request)));
    }

    // sshd puts what the host says into the instruction, or before the prompt itself.
    private void Change(AuthenticationPromptEventArgs asked)
    {
        foreach (var prompt in asked.Prompts)
        {
            var answer = change!.Answer(asked.Instruction + "\n" + prompt.Request, prompt.IsEchoed);
            prompt.Response = answer is null ? "" : Secret.Text(answer);
            if (answer is null)
                Refused ??= HostText.FirstLine(prompt.Request);
        }
    }

    private static bool AsksForNew(string? text) => text is not null
        && Regex.IsMatch(text, @"\b(new|current|old|retype|expired|change)\b.*\bpassword|password\b.*\b(expired|change)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);
}
