using System.Linq;
using System.Security;
using ContainerOS.Passwords;
using Renci.SshNet.Common;

namespace ContainerOS.Connections.SshNet;

/// <summary>Answers a keyboard-interactive login.</summary>
/// <param name="password">The password to log in with.</param>
/// <param name="change">What answers when the password is to be changed within the login; null to log in only.</param>
internal sealed class PasswordDialogue(SecureString password, ChangeDialogue? change)
{
    /// <summary>What the server was answered.</summary>
    public LoginDialogue Login { get; } = new();

    public void Answer(object? sender, AuthenticationPromptEventArgs asked)
    {
        if (asked.Prompts.Count == 0)
            return;
        if (change is not null && Login.IsAnswered && !ChangeDialogue.IsLoginPrompt(asked.Prompts[0].Request))
            Change(change, asked);
        else if (Login.Takes(asked.Instruction, asked.Prompts.Select(prompt => prompt.Request).ToList(), !asked.Prompts[0].IsEchoed))
            asked.Prompts[0].Response = Secret.Text(password);
    }

    // sshd puts what the host says into the instruction, or before the prompt itself.
    private static void Change(ChangeDialogue change, AuthenticationPromptEventArgs asked)
    {
        foreach (var prompt in asked.Prompts)
            prompt.Response = change.Answer(asked.Instruction + "\n" + prompt.Request, prompt.IsEchoed) is { } answer ? Secret.Text(answer) : "";
    }
}
