using System;
using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Passwords;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Passwords;

/// <summary>A program that is answered while it runs, played by the test.</summary>
public sealed class ConversationTests
{
    private static readonly HostTarget Host = new("host", "host");
    private readonly TaskCompletionSource ended = new();
    private readonly List<string> written = [];
    private readonly ChangeDialogue dialogue = new(Secrets.Of("the current one"), Secrets.Of("the new one"));

    [Fact]
    public async Task The_bytes_that_were_written_are_cleared()
    {
        var conversation = Start(null);
        byte[]? sent = null;
        var run = conversation.RunAsync(ended.Task, bytes => { sent = bytes; ended.SetResult(); }, null, TestContext.Current.CancellationToken);
        Print(conversation, "Current password: ");
        await run;
        Assert.All(sent!, b => Assert.Equal(0, b));
    }

    [Fact]
    public async Task What_comes_before_the_mark_asks_nothing()
    {
        var conversation = Start("MARK");
        var run = RunAsync(conversation);
        Print(conversation, "motd\nNew password: \nMARK start\n");
        await AskAsync(conversation, "New password: ");
        await AskAsync(conversation, "Retype new password: ");
        Print(conversation, "passwd: password updated successfully\n\nMARK exit 0\n");
        ended.SetResult();
        Assert.Equal(ScriptEnding.Exited, await run);
        Assert.Equal(["the new one\n", "the new one\n"], written);
        conversation.ThrowIfNotChanged(ScriptEnding.Exited, Host, "core", null);
        Assert.True(dialogue.IsChanged);
    }

    [Fact]
    public async Task Something_else_that_is_asked_gets_no_answer()
    {
        var conversation = Start("MARK");
        var run = RunAsync(conversation);
        Print(conversation, "\nMARK start\nYour mother's maiden name? ");
        Assert.Equal(ScriptEnding.Exited, await run);
        Assert.Empty(written);
        Fails(conversation, ScriptEnding.Exited, ConnectionFailure.UnexpectedPrompt, "Your mother's maiden name?", "still valid");
    }

    [Theory]
    [InlineData("Current password: ", "the password is not changed", "tried again")]
    [InlineData("New password: ", "it is unknown whether", "Test-ContainerOsConnection host")]
    public async Task A_connection_that_is_lost_tells_what_is_known(string prompt, string problem, string remedy)
    {
        var conversation = Start("MARK");
        var run = RunAsync(conversation);
        Print(conversation, "\nMARK start\n");
        await AskAsync(conversation, prompt);
        ended.SetResult();
        Fails(conversation, await run, ConnectionFailure.ConnectionLost, problem, remedy);
    }

    [Fact]
    public async Task Time_is_limited()
    {
        var conversation = Start("MARK");
        var ending = await conversation.RunAsync(ended.Task, _ => { }, TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        var error = Assert.Throws<HostConnectionException>(() => conversation.ThrowIfNotChanged(ending, Host, "core", TimeSpan.FromMilliseconds(50)));
        Assert.Equal(ConnectionFailure.CommandTimedOut, error.Failure);
    }

    [Fact]
    public async Task A_host_that_repeats_a_secret_is_not_shown()
    {
        var conversation = Start("MARK");
        var run = RunAsync(conversation);
        Print(conversation, "\nMARK start\n");
        await AskAsync(conversation, "New password: ");
        Print(conversation, "BAD PASSWORD: 'the new one' is weak\nBAD PASSWORD: choose another\nNew password: ");
        await run;
        var error = Assert.Throws<HostConnectionException>(() => conversation.ThrowIfNotChanged(ScriptEnding.Exited, Host, "core", null));
        Assert.Equal(ConnectionFailure.PasswordRefused, error.Failure);
        Assert.DoesNotContain("the new one", error.Message);
        Assert.Contains("choose another", error.Message);
    }

    [Fact]
    public async Task A_flood_is_cut_off()
    {
        var conversation = Start("MARK");
        var run = RunAsync(conversation);
        Print(conversation, new string('x', 2 << 20));
        Fails(conversation, await run, ConnectionFailure.OutputTooLarge, "not changed", "");
    }

    private Conversation Start(string? mark) => new(dialogue, mark, TimeSpan.FromMilliseconds(200));

    private Task<ScriptEnding> RunAsync(Conversation conversation) => conversation.RunAsync(ended.Task, bytes =>
    {
        lock (written)
            written.Add(Encoding.UTF8.GetString(bytes));
    }, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    private static void Print(Conversation conversation, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        conversation.Output.Append(bytes, bytes.Length);
        conversation.Received();
    }

    private async Task AskAsync(Conversation conversation, string prompt)
    {
        var before = written.Count;
        Print(conversation, prompt);
        await Eventually.GetAsync(() => written.Count > before ? written : null, "an answer to " + prompt);
    }

    private void Fails(Conversation conversation, ScriptEnding ending, ConnectionFailure failure, string problem, string remedy)
    {
        var error = Assert.Throws<HostConnectionException>(() => conversation.ThrowIfNotChanged(ending, Host, "core", TimeSpan.FromSeconds(20)));
        Assert.Equal(failure, error.Failure);
        Assert.Contains(problem, error.Message);
        Assert.Contains(remedy, error.Remedy, StringComparison.OrdinalIgnoreCase);
    }
}
