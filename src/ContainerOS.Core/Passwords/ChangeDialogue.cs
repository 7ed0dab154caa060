using System.Collections.Generic;
using System.Linq;
using System.Security;

namespace ContainerOS.Passwords;

/// <summary>
/// The dialogue in which a host changes a password: what it asks, what it is told, what it says. It knows nothing of how the words travel.
/// Each secret is told once to each kind of prompt; a prompt that is not understood, or comes again, gets no answer and ends the dialogue.
/// </summary>
public sealed class ChangeDialogue
{
    private readonly SecureString? current;
    private readonly SecureString next;
    private readonly HashSet<PasswordPrompt> answered = [];
    private readonly List<string> said = [];
    private volatile bool isNewSent; // asked by other threads as well

    internal ChangeDialogue(SecureString? current, SecureString next)
    {
        this.current = current;
        this.next = next;
    }

    /// <summary>The host asked by itself, before it let the account do anything.</summary>
    internal bool IsForced { get; set; }

    /// <summary>The host said that the password is changed, or let the account in after the change.</summary>
    internal bool IsChanged { get; set; }

    internal bool IsCurrentSent => answered.Contains(PasswordPrompt.Current);

    /// <summary>The host has been told something.</summary>
    internal bool IsBegun => answered.Count > 0;

    /// <summary>The host has the new password, whatever it made of it.</summary>
    internal bool IsNewSent => isNewSent;

    /// <summary>The host has all that it needs.</summary>
    internal bool IsRetyped => answered.Contains(PasswordPrompt.Retype);

    /// <summary>The host asked for another new password, or for the current one again.</summary>
    internal PasswordPrompt? AskedAgain { get; private set; }

    /// <summary>The prompt that was not understood; null when there was none.</summary>
    internal string? NotUnderstood { get; private set; }

    /// <summary>A prompt got no answer: there is nothing more to wait for.</summary>
    internal bool IsStopped => NotUnderstood is not null || AskedAgain is not null;

    /// <summary>What the host said since it was told the last secret, without blank lines.</summary>
    internal IReadOnlyList<string> Said => said;

    /// <summary>Whether a text ends with the question for the password that logs in: within a login that is not the change's to answer.</summary>
    internal static bool IsLoginPrompt(string text) => PasswordPrompts.Read(text.TrimEnd().Split('\n').Last()) == PasswordPrompt.Login;

    /// <summary>Takes a text that ends with a prompt, and answers it.</summary>
    /// <param name="text">Lines that the host says, and in the last line what it asks.</param>
    /// <param name="isEchoed">The host would show the answer: it does not ask for a secret.</param>
    /// <returns>The answer; null for none.</returns>
    internal SecureString? Answer(string text, bool isEchoed)
    {
        if (IsStopped)
            return null;
        var lines = text.TrimEnd().Split('\n');
        foreach (var line in lines.Take(lines.Length - 1))
            Hear(line);
        var question = lines[lines.Length - 1].Trim();
        var prompt = isEchoed ? PasswordPrompt.Unknown : PasswordPrompts.Read(question);
        if (Secret(prompt) is not { } secret)
        {
            Stop(prompt, question);
            return null;
        }

        answered.Add(prompt);
        isNewSent |= prompt == PasswordPrompt.New;
        if (prompt != PasswordPrompt.Retype)
            said.Clear();
        return secret;
    }

    /// <summary>Takes a line that asks nothing.</summary>
    internal void Hear(string line)
    {
        if (line.Trim() is not { Length: > 0 } words || IsStopped)
            return;
        said.Add(HostWords.Shown(words, current, next));
        IsChanged |= IsRetyped && HostWords.IsSuccess(words);
    }

    /// <summary>What is asked can be answered when nothing is asked out of turn.</summary>
    private SecureString? Secret(PasswordPrompt prompt) => answered.Contains(prompt) ? null : prompt switch
    {
        PasswordPrompt.Login when !IsCurrentSent && !IsNewSent => current,
        PasswordPrompt.Current when !IsNewSent => current,
        PasswordPrompt.New => next,
        PasswordPrompt.Retype when IsNewSent => next,
        _ => null,
    };

    private void Stop(PasswordPrompt prompt, string question)
    {
        if (answered.Contains(prompt))
            AskedAgain = prompt;
        else
            NotUnderstood = HostWords.Shown(question, current, next);
    }
}
