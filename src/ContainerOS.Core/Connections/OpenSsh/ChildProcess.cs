using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>A process whose output is read as bytes on threads of its own.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan PipeGrace = TimeSpan.FromSeconds(2);
    private readonly Process process;
    private readonly Stream input;
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process, OutputBuffer output, OutputBuffer error, Action received)
    {
        this.process = process;
        input = process.StandardInput.BaseStream;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => exited.TrySetResult(process.ExitCode);
        Completion = CompleteAsync(
            StreamPump.Start("ContainerOS ssh stdout", process.StandardOutput.BaseStream, output, received),
            StreamPump.Start("ContainerOS ssh stderr", process.StandardError.BaseStream, error, received));
        if (process.HasExited)
            exited.TrySetResult(process.ExitCode);
    }

    /// <summary>The process id.</summary>
    public int Id => process.Id;

    /// <summary>The exit code, once the process is gone and its pipes are drained.</summary>
    public Task<int> Completion { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="output">What takes its standard output.</param>
    /// <param name="error">What takes its standard error.</param>
    /// <param name="received">Called on a reading thread after each piece of either.</param>
    /// <param name="environment">What its environment has beside ours; null for nothing.</param>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static ChildProcess Start(string path, IEnumerable<string> arguments, OutputBuffer output, OutputBuffer error, Action received, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(path, CommandLine.Join(arguments))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        start.EnvironmentVariables["LC_ALL"] = "C"; // its messages are read by us
        foreach (var variable in environment ?? new Dictionary<string, string>())
            start.EnvironmentVariables[variable.Key] = variable.Value;
        return new ChildProcess(Process.Start(start)!, output, error, received);
    }

    /// <summary>Writes to stdin, which stays open.</summary>
    public void Write(byte[] bytes)
    {
        try
        {
            input.Write(bytes, 0, bytes.Length);
            input.Flush();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The process ended first; its exit code and log say why.
        }
    }

    public void CloseInput()
    {
        try
        {
            input.Dispose();
        }
        catch (IOException)
        {
            // The process ended first.
        }
    }

    public void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
    }

    public void Dispose()
    {
        CloseInput();
        process.Dispose();
    }

    private async Task<int> CompleteAsync(Task output, Task error)
    {
        var code = await exited.Task.ConfigureAwait(false);
        // Something that the client started (a proxy, a master connection) may still hold the pipes.
        await Task.WhenAny(Task.WhenAll(output, error), Task.Delay(PipeGrace)).ConfigureAwait(false);
        return code;
    }
}
