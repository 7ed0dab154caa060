using System;
using System.Threading;
using System.Threading.Tasks;

namespace ContainerOS.Connections.SshNet;

/// <summary>Threads for SSH.NET, which blocks one of the pool while it connects, opens a channel, sends or hangs up.</summary>
/// <remarks>
/// The pool starts with one thread per processor and grows by one or two a second: 40 hosts would wait for it. So its minimum is kept above
/// what is blocked. It is never lowered: others may have raised it as well, and idle threads leave by themselves.
/// </remarks>
internal static class PoolThreads
{
    private static readonly object Gate = new();
    private static int busy;

    /// <summary>Runs on the pool what may block, with a thread more for everybody else from when it begins until it has ended.</summary>
    public static Task Run(Func<Task> action) => Task.Run(async () =>
    {
        Enter();
        try
        {
            await action().ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref busy);
        }
    });

    /// <inheritdoc cref="Run(Func{Task})"/>
    public static Task Run(Action action) => Run(() =>
    {
        action();
        return Task.CompletedTask;
    });

    // Not before it begins: what waits in line blocks nothing yet, and a hundred short calls need no hundred threads.
    private static void Enter()
    {
        var needed = Interlocked.Increment(ref busy) + Environment.ProcessorCount;
        lock (Gate)
        {
            ThreadPool.GetMinThreads(out var workers, out var ports);
            if (workers < needed)
                ThreadPool.SetMinThreads(needed, ports);
        }
    }
}
