using System.Collections.Generic;
using System.Net;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Scripts;

/// <summary>One shell that runs request after request, as a kept connection has it.</summary>
public sealed class ScriptLoopTests
{
    private const int Requests = 50;

    // What a script may do to the shell around it, and what its answer is.
    private static readonly (string Script, string Answer, int Status)[] Plain =
    [
        ("section a echo plain", "plain\n", 0),
        ("section a cat; section b sh -c 'read l; echo \"$l\"'", "", 0),
        ("section a echo left; exit 7", "left\n", 7),
        ("trap 'echo bye' EXIT; trap '' TERM INT HUP; section a echo trapped", "trapped\n", 0),
        ("section a echo closed; exec 0<&- 1>&- 2>&- 3<&-", "closed\n", 0),
        ("section a echo killed; sh -c 'kill -9 $PPID'", "killed\n", 137),
        ("set -eu; section a echo strict; false", "strict\n", 1),
        ("sleep 1 & section a echo behind", "behind\n", 0),
        ("secret 1; section a printf %s \"$cos_secret\"; section b env", "pass \"w\u00f6rd\\n", 0),
    ];

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task OneShellServesFiftyRequests(string sh)
    {
        using var host = new SudoStandIn("[ \"$1\" = -n ] && { echo 'sudo: a password is required' >&2; exit 1; }\nprintf %s \"$3\" >&2; IFS= read -r p\n"
            + "[ \"$p\" = 'right one' ] || { printf 'Sorry, try again.\\n%s' \"$3\" >&2; exit 1; }\nshift 4; exec env -i PATH=/usr/bin:/bin \"$@\"");
        var loop = new ScriptLoop();
        using var shell = LocalShell.Start([.. SudoStandIn.AsUser(), .. Shells.Words("dash"), "-c", loop.Command.Replace("/bin/sh", string.Join(" ", Shells.Words(sh)))],
            loop.StandardInput, host.Variables);
        for (var i = 0; i < Requests; i++)
        {
            await ReadyAsync(shell, loop, i + 1);
            switch (i % (Plain.Length + 2))
            {
                case var n when n < Plain.Length:
                    await PlainAsync(shell, loop, i, Plain[n]);
                    break;
                case var n when n == Plain.Length: // refused: a password is required, and none given
                    var refused = Script("section a echo never", Elevation.Required);
                    var call = ScriptCall.CreateRequest(refused, loop);
                    shell.Answer(call);
                    await ReadyAsync(shell, loop, i + 2);
                    Assert.Contains(call.Refusal, shell.OutputText);
                    Assert.False(Parse(shell, call).IsStarted);
                    break;
                default:
                    var elevated = ScriptCall.CreateRequest(Script("secret 1; section a printf '%s %s' \"$cos_secret\" \"$SSH_CONNECTION\"", Elevation.IfPossible), loop, hasPassword: true);
                    shell.Answer(elevated, new NetworkCredential("", "right one").SecurePassword);
                    await ReadyAsync(shell, loop, i + 2);
                    var content = Parse(shell, elevated);
                    Assert.True(content.IsElevated, content.ErrorNoise);
                    Assert.Equal("pass \"w\u00f6rd\\n from here", content.Sections["a"].Text());
                    break;
            }
        }

        shell.CloseInput();
        await shell.EndAsync();
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task AProgramIsSentOnceAndItsArgumentsEachTime(string sh)
    {
        const int Programs = 20; // more than a loop remembers
        string[] arguments = ["one word", "it's \"$HOME\" `x` \\n ! ;", "two\nlines", "w\u00f6rd", new('x', 2000), ""];
        var loop = new ScriptLoop();
        using var shell = LocalShell.Start([.. Shells.Words("dash"), "-c", loop.Command.Replace("/bin/sh", string.Join(" ", Shells.Words(sh)))], loop.StandardInput);
        var sent = new List<int>();
        for (var i = 0; i < 3 * Programs; i++)
        {
            await ReadyAsync(shell, loop, i + 1);
            var argument = arguments[i % arguments.Length];
            var call = ScriptCall.CreateRequest(new RemoteScript("x", $"section a printf '%s %s' {i % Programs} \"$1\"; section b printf %s $#; l=spoilt; cos_program_0=spoilt", argument), loop);
            sent.Add(call.StandardInput.Length);
            shell.Answer(call);
            await ReadyAsync(shell, loop, i + 2);
            var content = Parse(shell, call);
            Assert.True(content.IsComplete);
            Assert.Equal(($"{i % Programs} {argument}", "1"), (content.Sections["a"].Text(), content.Sections["b"].Text()));
        }

        Assert.InRange(sent[5], 1000, 10_000);
        Assert.InRange(sent[5 + Programs], 1, 400);
        shell.CloseInput();
        await shell.EndAsync();
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task AWrongPasswordClosesStdinAndNothingRuns(string sh)
    {
        using var host = new SudoStandIn("printf %s \"$3\" >&2; IFS= read -r p; printf 'Sorry, try again.\\n%s' \"$3\" >&2; IFS= read -r p && echo again >&2\nexit 1");
        foreach (var elevation in new[] { Elevation.IfPossible, Elevation.Required })
        {
            var call = ScriptCall.Create(Script("section a echo never", elevation), hasPassword: true);
            using var shell = LocalShell.Start([.. SudoStandIn.AsUser(), .. Shells.Words("dash"), "-c", call.Command.Replace("/bin/sh", string.Join(" ", Shells.Words(sh)))], [], host.Variables);
            var dialogue = shell.Answer(call, new NetworkCredential("", "wrong one").SecurePassword);
            await shell.EndAsync();
            Assert.True(dialogue.IsPasswordRefused);
            Assert.False(Parse(shell, call).IsStarted);
            Assert.DoesNotContain("wrong one", shell.OutputText + shell.ErrorText);
            Assert.DoesNotContain("again\n", shell.ErrorText.Replace("try again", ""));
        }
    }

    private static async Task PlainAsync(LocalShell shell, ScriptLoop loop, int done, (string Script, string Answer, int Status) request)
    {
        var call = ScriptCall.CreateRequest(Script(request.Script, Elevation.None), loop);
        shell.Answer(call);
        await ReadyAsync(shell, loop, done + 2);
        var content = Parse(shell, call);
        Assert.True(content.IsComplete, request.Script);
        Assert.Equal((request.Answer, (int?)request.Status), (content.Sections["a"].Text(), content.ExitCode));
        if (content.Sections.TryGetValue("b", out var environment))
            Assert.DoesNotContain("w\u00f6rd", environment.Text());
    }

    private static RemoteScript Script(string text, Elevation elevation) =>
        new("x", text) { Elevation = elevation, Secrets = text.Contains("secret") ? [new NetworkCredential("", "pass \"w\u00f6rd\\n").SecurePassword] : [] };

    private static FrameContent Parse(LocalShell shell, ScriptCall call) => FrameParser.Parse(shell.Output, shell.Error, call.Mark);

    private static Task ReadyAsync(LocalShell shell, ScriptLoop loop, int times) => shell.WaitForAsync(loop.Ready, times);
}
