using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ContainerOS.Build;

internal sealed record Captured(int ExitCode, string Text);

/// <summary>Runs programs in the repository's root, with no standard input, until they end or the user cancels.</summary>
internal sealed class Shell(CancellationToken cancel)
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>Runs a program on our own output.</summary>
    public async Task<int> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        using var process = Start(program, arguments, environment, capture: false);
        await WaitAsync(process).ConfigureAwait(false);
        return process.ExitCode;
    }

    /// <summary>Runs a program and keeps what it writes, both streams in order of arrival.</summary>
    public async Task<Captured> CaptureAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments, environment: null, capture: true);
        var text = new StringBuilder();
        var copies = Task.WhenAll(CopyAsync(process.StandardOutput, text), CopyAsync(process.StandardError, text));
        await WaitAsync(process).ConfigureAwait(false);
        // A daemon that the program left behind may hold the pipe open: its output is not what we wait for.
        await Task.WhenAny(copies, Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false);
        lock (text)
            return new Captured(process.ExitCode, text.ToString().TrimEnd());
    }

    /// <summary>Runs a program silently. When it fails, what it wrote is the error.</summary>
    public async Task RequireAsync(string purpose, string program, IEnumerable<string> arguments)
    {
        var result = await CaptureAsync(program, arguments).ConfigureAwait(false);
        if (result.ExitCode != 0)
            throw new BuildFailure($"{result.Text}\n{purpose} failed (exit code {result.ExitCode}).".TrimStart());
    }

    private static Process Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment, bool capture)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
        };
        // A build node that outlives its build would keep the caller's output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new BuildFailure($"Could not start {program}: {e.Message}");
        }
    }

    private static async Task CopyAsync(StreamReader from, StringBuilder to)
    {
        while (await from.ReadLineAsync().ConfigureAwait(false) is { } line)
            lock (to)
                to.AppendLine(line);
    }

    private async Task WaitAsync(Process process)
    {
        try
        {
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lets a program and its process group, if it leads one, clean up, and then ends what is left.</summary>
    private static async Task EndAsync(Process process)
    {
        if (!OperatingSystem.IsWindows() && Kill(-process.Id, SigTerm) != 0)
            _ = Kill(process.Id, SigTerm);
        using var patience = new CancellationTokenSource(Grace);
        try
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
