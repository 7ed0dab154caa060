using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using ContainerOS.Passwords;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests.Passwords;

/// <summary>Dialogues as hosts hold them (tests/fixtures/passwords): what is answered to which prompt, and what comes of it.</summary>
public sealed class RecordedDialogueTests
{
    private static readonly string Folder = Repository.Fixture("passwords");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_prompt_gets_its_answer_and_the_end_is_understood(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        var header = text[..text.IndexOf('\n')];
        var expected = header[(header.IndexOf("Ends: ", StringComparison.Ordinal) + 6)..];
        using var current = Secrets.Of("current");
        using var next = Secrets.Of("new");
        var dialogue = new ChangeDialogue(current, next);
        Play(dialogue, text[(header.Length + 1)..]);
        Assert.Equal(expected, End(dialogue));
    }

    // One letter after the other: no prompt is taken for one before it is complete.
    private static void Play(ChangeDialogue dialogue, string text)
    {
        var reader = new DialogueReader(dialogue, null);
        var at = 0;
        while (at < text.Length)
        {
            if (Regex.Match(text[at..], "^ ?<<(current|new|stop)>>") is { Success: true } answer)
            {
                var secret = dialogue.Answer(reader.Tail, isEchoed: false);
                reader.Answered();
                Assert.Equal(answer.Groups[1].Value, secret is null ? "stop" : Secrets.Text(secret));
                at += answer.Length;
                continue;
            }

            reader.Read(Encoding.UTF8.GetBytes(text[at] == '\n' ? "\r\n" : text[at].ToString()));
            at++;
            if (PasswordPrompts.Read(reader.Tail) != PasswordPrompt.Unknown)
                Assert.StartsWith("<<", text[at..].TrimStart(' '));
        }
    }

    private static string End(ChangeDialogue dialogue)
    {
        if (dialogue.IsChanged)
            return "Changed";
        if (dialogue.IsRetyped && !dialogue.IsStopped && !HostWords.IsFailure(dialogue.Said))
            return "Retyped";
        var failure = PasswordFailure.Explain(new HostTarget("host", "host"), "core", dialogue);
        Assert.Contains("The old password is still valid", failure.Remedy);
        var reason = dialogue.NotUnderstood ?? HostWords.Reason(dialogue.Said);
        Assert.Contains(reason, failure.Message);
        return failure.Failure + " " + reason;
    }
}
