using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Scripts;

/// <summary>When the client goes away, nothing of ours stays on the host.</summary>
public sealed class WatcherTests
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(2);

    private static readonly string[] Scripts =
    [
        "sleep 60",
        "sleep 60 & sleep 60 & wait",
        "sh -c 'sleep 60; echo never'",
        "sh -c 'trap \"\" TERM HUP; while :; do sleep 1; done'",
        "trap '' TERM; sleep 60; sleep 60",
        "while :; do :; done",
        "yes | cat >/dev/null",
        "section long sleep 60",
        "(sleep 60 | cat) | cat",
    ];

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public Task WhenStdinClosesAllProcessesEnd(string sh) => Task.WhenAll(Scripts.Select(script => EndAsync(sh, "section ready echo ready\n" + script)));

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public Task AlsoThoseOfAProgramThatCameOverStdin(string sh) => EndAsync(sh, "# " + new string('x', ScriptCall.ExecLimit) + "\nsection ready echo ready\nsleep 60");

    private static async Task EndAsync(string sh, string script)
    {
        var call = ScriptCall.Create(new RemoteScript("x", script));
        using var shell = LocalCall.Start(call, "dash", sh);
        await shell.WaitForAsync("ready\n");
        Assert.NotEmpty(InSession(shell.Id));

        var clock = Stopwatch.StartNew();
        shell.CloseInput();
        while (InSession(shell.Id) is { Count: > 0 } left)
        {
            Assert.True(clock.Elapsed < Promise, script + ": still there: " + string.Join("; ", left));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await shell.EndAsync();
        Assert.Null(FrameParser.Parse(shell.Output, shell.Error, call.Mark).ExitCode); // nobody takes it for a complete answer
    }

    /// <summary>The living processes of a session, as pid and arguments.</summary>
    private static List<string> InSession(int session)
    {
        var found = new List<string>();
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[6])))
        {
            try
            {
                var stat = File.ReadAllText(directory + "/stat"); // pid (name) state ppid pgrp session
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (fields[0] is not ("Z" or "X") && fields[3] == session.ToString())
                    found.Add(directory + " " + File.ReadAllText(directory + "/cmdline").Replace('\0', ' '));
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }

        return found;
    }
}
