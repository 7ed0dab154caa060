using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace ContainerOS.Connections.SshNet;

/// <summary>A login that stays open, watched: it asks a host that has not answered anything for a while for a sign of life, and hangs up on one that gives none.</summary>
internal sealed class SshNetWatch : IDisposable
{
    private readonly TimeSpan interval;
    private readonly SshNetEcho echo;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource<string> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long heard; // in ticks of the clock
    private int closed;

    public SshNetWatch(SshNetLogin login, TimeSpan interval)
    {
        Login = login;
        this.interval = interval;
        echo = new SshNetEcho(login.Client!);
        _ = WatchAsync();
    }

    public SshNetLogin Login { get; }

    /// <summary>Ends with the reason when the connection is lost or closed.</summary>
    public Task<string> Lost => lost.Task;

    public bool IsAlive => !lost.Task.IsCompleted && Login.Client!.IsConnected;

    /// <summary>To be called when the host has answered.</summary>
    public void Heard() => Interlocked.Exchange(ref heard, clock.Elapsed.Ticks);

    /// <summary>Makes room for a request on a server that allows few channels.</summary>
    public Task MakeRoomAsync() => PoolThreads.Run(echo.Dispose);

    /// <summary>Hangs up. Blocks for as long as SSH.NET waits for the server.</summary>
    public void Dispose()
    {
        lost.TrySetResult("it was closed");
        if (Interlocked.Exchange(ref closed, 1) == 1)
            return;
        stop.Cancel();
        Login.Dispose();
        stop.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            var token = stop.Token;
            for (var pause = interval; ; pause = interval)
            {
                while (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, token).ConfigureAwait(false);
                    pause = TimeSpan.FromTicks(Interlocked.Read(ref heard)) + interval - clock.Elapsed;
                }

                var answer = PoolThreads.Run(echo.Ask);
                if (await Task.WhenAny(answer, Task.Delay(interval + interval, token)).ConfigureAwait(false) != answer)
                {
                    token.ThrowIfCancellationRequested();
                    throw new TimeoutException($"the host gave no sign of life for {FailureText.Seconds(interval + interval)}");
                }

                await answer.ConfigureAwait(false);
                Heard();
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
        catch (Exception error) // whatever it is, this connection is of no use any more
        {
            lost.TrySetResult(FailureText.Shorten(error.Message));
            await PoolThreads.Run(Dispose).ConfigureAwait(false);
        }
    }
}
