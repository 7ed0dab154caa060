using System;
using System.Threading;
using System.Threading.Tasks;

namespace ContainerOS.Scripts;

/// <summary>What goes to a script's stdin, in order, and never written by the thread that reads its output: a silent host would hold it.</summary>
internal sealed class ScriptInput
{
    private readonly object gate = new();
    private readonly TaskCompletionSource<Channel> channel = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task last = Task.CompletedTask;
    private long written;

    /// <summary>How many bytes were written.</summary>
    public long Length => Interlocked.Read(ref written);

    /// <summary>Says how to write, once that can be done. What was asked for before then is written now.</summary>
    /// <param name="run">Runs what may block on another thread.</param>
    /// <param name="write">Writes to stdin, which stays open; does not throw when the other side has gone.</param>
    /// <param name="close">Closes stdin.</param>
    public void Attach(Func<Action, Task> run, Action<byte[]> write, Action close) => channel.TrySetResult(new Channel(run, write, close));

    /// <summary>Writes, some time soon.</summary>
    /// <param name="make">Makes the bytes, just before they are written; they are overwritten right after.</param>
    public void Write(Func<byte[]> make) => Add(to =>
    {
        var bytes = make();
        try
        {
            to.Write(bytes);
            Interlocked.Add(ref written, bytes.Length);
        }
        finally
        {
            Array.Clear(bytes, 0, bytes.Length);
        }
    });

    /// <summary>Closes stdin behind all that is still to be written.</summary>
    public void Close() => Add(to => to.Close());

    private void Add(Action<Channel> action)
    {
        lock (gate)
            last = AfterAsync(last, action);
    }

    private async Task AfterAsync(Task before, Action<Channel> action)
    {
        await before.ConfigureAwait(false);
        var to = await channel.Task.ConfigureAwait(false);
        await to.Run(() => action(to)).ConfigureAwait(false);
    }

    private sealed class Channel(Func<Action, Task> run, Action<byte[]> write, Action close)
    {
        public Func<Action, Task> Run { get; } = run;

        public Action<byte[]> Write { get; } = write;

        public Action Close { get; } = close;
    }
}
