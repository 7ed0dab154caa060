using System;
using System.Threading;
using System.Threading.Tasks;

namespace ContainerOS.Connections.SshNet;

/// <summary>Threads for SSH.NET, which blocks one of the pool while it connects, opens a channel, sends or hangs up.</summary>
/// <remarks>
/// The pool starts with one thread per processor and grows by one or two a second: 40 hosts would wait for it. So its minimum is kept above
/// what may be blocked. It is never lowered: others may have raised it as well, and idle threads leave by themselves.
/// </remarks>
internal static class PoolThreads
{
    private const int Spare = 16;
    private static readonly object Gate = new();
    private static int busy;

    /// <summary>Runs on the pool what may block, with a thread more for everybody else until it has ended.</summary>
    public static async Task Run(Func<Task> action)
    {
        Enter();
        try
        {
            await Task.Run(action).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref busy);
        }
    }

    /// <inheritdoc cref="Run(Func{Task})"/>
    public static Task Run(Action action) => Run(() =>
    {
        action();
        return Task.CompletedTask;
    });

    private static void Enter()
    {
        var needed = Interlocked.Increment(ref busy) + Spare;
        lock (Gate)
        {
            ThreadPool.GetMinThreads(out var workers, out var ports);
            if (workers < needed)
                ThreadPool.SetMinThreads(needed, ports);
        }
    }
}
