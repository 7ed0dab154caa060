using System;
using System.Threading.Tasks;
using ContainerOS.Scripts;

namespace ContainerOS.Connections;

/// <summary>Our side of a <see cref="ScriptLoop"/>: what the host's shell prints, cut into the answers to its requests. The same for every kind of connection.</summary>
internal sealed class ScriptLoopRun
{
    private readonly object gate = new();
    private readonly OutputBuffer output = new();
    private readonly OutputBuffer error = new();
    private ScriptRun? run;
    private TaskCompletionSource<bool> ready = NotReady();
    private (int Output, int Error) searched;
    private (bool Output, bool Error) seen;
    private bool isSent;

    /// <summary>The command of the exec request, and what to write to its stdin at once.</summary>
    public ScriptLoop Loop { get; } = new();

    /// <summary>What takes the shell's stdout.</summary>
    public OutputBuffer Output => output;

    /// <summary>What takes the shell's stderr.</summary>
    public OutputBuffer Error => error;

    /// <summary>Ends when the shell waits for a request: at first, and after each answer.</summary>
    public Task Ready => ready.Task;

    /// <summary>All of stdout has come that belongs to the request. For the thread that reads it.</summary>
    public bool HasAllOutput => seen.Output;

    /// <summary>The same of stderr.</summary>
    public bool HasAllErrors => seen.Error;

    /// <summary>Prepares a request.</summary>
    /// <param name="script">The script.</param>
    /// <param name="settings">How it is connected: with the password for sudo, if there is one.</param>
    /// <param name="connecting">How long connecting took before.</param>
    public ScriptRun Begin(RemoteScript script, ConnectionSettings settings, TimeSpan connecting = default)
    {
        var current = new ScriptRun(script, settings, Loop, output, error) { Connecting = connecting };
        lock (gate)
            run = current;
        return current;
    }

    /// <summary>To be called when the shell is ready, before the request is written: what comes now is the answer.</summary>
    public void Send()
    {
        lock (gate)
        {
            ready = NotReady();
            seen = default;
            isSent = true;
        }
    }

    /// <summary>To be called after each piece of output, on any thread.</summary>
    public void Received()
    {
        lock (gate)
        {
            seen.Output |= TakeReady(output, ref searched.Output);
            seen.Error |= TakeReady(error, ref searched.Error);

            // What comes before the request is noise, of which there may be too much.
            if (isSent || output.Length + error.Length > run?.Call.Script.MaxOutputBytes)
                run?.Received();
            if (seen is (true, true))
                ready.TrySetResult(true);
        }
    }

    /// <summary>Makes room for the next request.</summary>
    public void Forget()
    {
        lock (gate)
        {
            run = null;
            isSent = false;
            searched = default;
            output.Clear();
            error.Clear();
        }
    }

    private static TaskCompletionSource<bool> NotReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool TakeReady(OutputBuffer buffer, ref int from)
    {
        if (!ScriptDialogue.Find(buffer, Loop.Ready, ref from))
            return false;
        from -= Loop.Ready.Length;
        buffer.Cut(from, Loop.Ready.Length);
        return true;
    }
}
