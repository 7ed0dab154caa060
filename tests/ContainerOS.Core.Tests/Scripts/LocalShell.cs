using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Scripts;

/// <summary>
/// Runs a command on this machine as sshd would: in a session of its own (the bootstrap ends its whole process group), with pipes,
/// and stdin kept open.
/// </summary>
internal sealed class LocalShell : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly Process process;
    private readonly string home;
    private readonly OutputBuffer output = new();
    private readonly OutputBuffer error = new();
    private readonly Task pumps;
    private volatile ScriptDialogue? dialogue;

    private LocalShell(Process process, string home)
    {
        this.process = process;
        this.home = home;
        pumps = Task.WhenAll(Pump(process.StandardOutput.BaseStream, output), Pump(process.StandardError.BaseStream, error));
    }

    public byte[] Output => output.ToArray();

    public byte[] Error => error.ToArray();

    /// <summary>The process, and the session that it leads.</summary>
    public int Id => process.Id;

    public string OutputText => Encoding.UTF8.GetString(Output);

    public string ErrorText => Encoding.UTF8.GetString(Error);

    public static LocalShell Start(IReadOnlyList<string> command, byte[] stdin, IReadOnlyDictionary<string, string>? environment = null)
    {
        var setsid = Shells.Find("setsid");
        Assert.SkipWhen(setsid is null, "setsid is not installed");
        var start = new ProcessStartInfo(setsid!, command) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var home = Directory.CreateTempSubdirectory("containeros-home-").FullName; // no rc files, and fish writes some
        start.Environment["HOME"] = home;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var shell = new LocalShell(Process.Start(start)!, home);
        shell.Write(stdin);
        return shell;
    }

    /// <summary>Runs to the end, stdin open: also of the pipes, which nothing left behind may hold.</summary>
    public static async Task<LocalShell> RunAsync(IReadOnlyList<string> command, byte[] stdin, IReadOnlyDictionary<string, string>? environment = null)
    {
        var shell = Start(command, stdin, environment);
        try
        {
            await shell.EndAsync();
            return shell;
        }
        catch
        {
            shell.Dispose();
            throw;
        }
    }

    public Task EndAsync() => EndAsync(Limit);

    public Task EndAsync(TimeSpan limit) => pumps.WaitAsync(limit, TestContext.Current.CancellationToken);

    /// <summary>Waits until the output holds a text.</summary>
    public Task WaitForAsync(string text) => WaitForAsync(() => OutputText.Contains(text), text);

    /// <summary>Waits until output and error output hold a text, so many times each.</summary>
    public Task WaitForAsync(string text, int times) => WaitForAsync(() => OutputText.Split(text).Length > times && ErrorText.Split(text).Length > times, text);

    private async Task WaitForAsync(Func<bool> has, string text)
    {
        var clock = Stopwatch.StartNew();
        while (!has())
        {
            Assert.True(clock.Elapsed < Limit, "never printed: " + text + "\nbut: " + OutputText + ErrorText);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Writes a call's own stdin and answers what the host asks from now on.</summary>
    public ScriptDialogue Answer(ScriptCall call, SecureString? sudoPassword = null)
    {
        var input = new ScriptInput();
        input.Attach(Task.Run, Write, CloseInput);
        var answers = new ScriptDialogue(call, sudoPassword, input);
        input.Write(() => (byte[])call.StandardInput.Clone());
        dialogue = answers;
        answers.Look(output, error);
        return answers;
    }

    public void CloseInput() => process.StandardInput.BaseStream.Dispose(); // also when an answer has closed it

    public void Dispose()
    {
        CloseInput();
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
        Directory.Delete(home, recursive: true);
    }

    private void Write(byte[] bytes)
    {
        process.StandardInput.BaseStream.Write(bytes);
        process.StandardInput.BaseStream.Flush();
    }

    private async Task Pump(Stream stream, OutputBuffer into)
    {
        var chunk = new byte[64 * 1024];
        int count;
        while ((count = await stream.ReadAsync(chunk, CancellationToken.None)) > 0)
        {
            into.Append(chunk, count);
            dialogue?.Look(output, error);
        }
    }
}
