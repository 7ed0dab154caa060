using System;
using System.Threading;
using System.Threading.Tasks;

namespace ContainerOS.Connections.SshNet;

/// <summary>A login that stays open, watched: it asks the host for a sign of life from time to time, and hangs up on one that gives none.</summary>
internal sealed class SshNetWatch : IDisposable
{
    private readonly TimeSpan interval;
    private readonly SshNetEcho echo;
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource<string> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
            while (true)
            {
                await Task.Delay(interval, token).ConfigureAwait(false);
                var answer = PoolThreads.Run(echo.Ask);
                if (await Task.WhenAny(answer, Task.Delay(interval + interval, token)).ConfigureAwait(false) != answer)
                {
                    token.ThrowIfCancellationRequested();
                    throw new TimeoutException($"the host gave no sign of life for {FailureText.Seconds(interval + interval)}");
                }

                await answer.ConfigureAwait(false);
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
