using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>A process whose output is read as bytes on threads of its own.</summary>
/// <remarks>
/// Reading pipes asynchronously blocks threads of the pool, which grows by one or two a second: with many hosts everything would wait
/// for it. A thread with a small stack per pipe is cheap and bounded by the throttle limit.
/// </remarks>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan PipeGrace = TimeSpan.FromSeconds(2);
    private readonly Process process;
    private readonly Stream input;
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Action received;

    private ChildProcess(Process process, Action<ChildProcess> received)
    {
        this.process = process;
        input = process.StandardInput.BaseStream;
        this.received = () => received(this);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => exited.TrySetResult(process.ExitCode);
        Completion = CompleteAsync(Pump("stdout", process.StandardOutput.BaseStream, Output), Pump("stderr", process.StandardError.BaseStream, Error));
        if (process.HasExited)
            exited.TrySetResult(process.ExitCode);
    }

    public OutputBuffer Output { get; } = new();

    public OutputBuffer Error { get; } = new();

    /// <summary>The exit code, once the process is gone and its pipes are drained.</summary>
    public Task<int> Completion { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="received">Called on a reading thread after each piece of output.</param>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static ChildProcess Start(string path, IEnumerable<string> arguments, Action<ChildProcess> received)
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
        return new ChildProcess(Process.Start(start)!, received);
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

    private Task Pump(string name, Stream stream, OutputBuffer buffer)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            using var _ = stream; // Process leaves its streams to the garbage collector: too late for hundreds of hosts
            try
            {
                var chunk = new byte[16 * 1024];
                int count;
                while ((count = stream.Read(chunk, 0, chunk.Length)) > 0)
                {
                    buffer.Append(chunk, count);
                    received();
                }
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // The pipe was closed on our side: the call has been given up.
            }

            done.TrySetResult(true);
        }, 256 * 1024)
        {
            IsBackground = true,
            Name = "ContainerOS ssh " + name,
        };
        thread.Start();
        return done.Task;
    }
}
