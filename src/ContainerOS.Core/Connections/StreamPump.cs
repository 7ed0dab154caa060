using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ContainerOS.Connections;

/// <summary>Reads a stream to its end on a thread of its own.</summary>
/// <remarks>
/// Reading such streams asynchronously blocks threads of the pool, which grows by one or two a second: with many hosts everything would
/// wait for it. A thread with a small stack per stream is cheap and bounded by the throttle limit.
/// </remarks>
internal static class StreamPump
{
    /// <summary>Starts to read.</summary>
    /// <param name="name">The thread's name.</param>
    /// <param name="stream">The stream, which is disposed at its end unless it is left.</param>
    /// <param name="buffer">What takes the bytes.</param>
    /// <param name="received">Called on the reading thread after each piece.</param>
    /// <param name="until">Asked after each piece whether to leave the stream, for another pump to go on with; null means never.</param>
    /// <returns>Ends with the stream.</returns>
    public static Task Start(string name, Stream stream, OutputBuffer buffer, Action received, Func<bool>? until = null)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            var isLeft = false;
            try
            {
                var chunk = new byte[16 * 1024];
                int count;
                while (!isLeft && (count = stream.Read(chunk, 0, chunk.Length)) > 0)
                {
                    buffer.Append(chunk, count);
                    received();
                    isLeft = until?.Invoke() == true;
                }
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // The stream was closed on our side: the call has been given up.
            }

            if (!isLeft)
                stream.Dispose(); // Process leaves its streams to the garbage collector: too late for hundreds of hosts
            done.TrySetResult(true);
        }, 256 * 1024)
        {
            IsBackground = true,
            Name = name,
        };
        thread.Start();
        return done.Task;
    }
}
