using System;
using System.Threading;

namespace ContainerOS.Connections.SshNet;

/// <summary>Threads for SSH.NET, which blocks one of the pool while it connects and while it opens a channel.</summary>
/// <remarks>
/// The pool starts with one thread per processor and grows by one or two a second: 40 hosts would wait for it. So its minimum is kept above
/// what is blocked. It is never lowered: others may have raised it as well, and idle threads leave by themselves.
/// </remarks>
internal static class PoolThreads
{
    private const int Spare = 16;
    private static readonly object Gate = new();
    private static int blocked;

    /// <summary>Makes room for one more blocked thread, until disposed.</summary>
    public static IDisposable Reserve()
    {
        lock (Gate)
        {
            blocked++;
            ThreadPool.GetMinThreads(out var workers, out var ports);
            if (workers < blocked + Spare)
                ThreadPool.SetMinThreads(blocked + Spare, ports);
        }

        return new Reservation();
    }

    private sealed class Reservation : IDisposable
    {
        private int released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref released, 1) != 0)
                return;
            lock (Gate)
                blocked--;
        }
    }
}
