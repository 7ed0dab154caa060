using System.Linq;
using System.Security;
using Renci.SshNet.Common;

namespace ContainerOS.Connections.SshNet;

/// <summary>Answers a keyboard-interactive login.</summary>
internal sealed class PasswordDialogue(SecureString password)
{
    /// <summary>What the server was answered.</summary>
    public LoginDialogue Login { get; } = new();

    public void Answer(object? sender, AuthenticationPromptEventArgs asked)
    {
        if (asked.Prompts.Count > 0 && Login.Takes(asked.Instruction, asked.Prompts.Select(prompt => prompt.Request).ToList(), !asked.Prompts[0].IsEchoed))
            asked.Prompts[0].Response = Secret.Text(password);
    }
}
