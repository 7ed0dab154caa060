using System;
using System.Threading;
using System.Threading.Tasks;
using Renci.SshNet;

namespace ContainerOS.Connections.SshNet;

/// <summary>Saves a login 40 ms of waiting.</summary>
/// <remarks>
/// Up to the first command sshd has no TCP_NODELAY set: behind its list of host keys, the answer to our first request waits until that list is acknowledged.
/// With nothing to send, the kernel does so after 40 ms. So something is sent that means nothing. How long the host takes to open the session is not
/// known (PAM: up to a quarter of a second), so it is sent again, ever more seldom.
/// </remarks>
internal static class Acknowledging
{
    private const int Most = 16;
    private const double Growth = 1.5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Begins a command, and acknowledges what comes meanwhile. Blocks until the channel is open and the server has taken the command.</summary>
    /// <param name="client">A connection that is logged in.</param>
    /// <param name="command">The command.</param>
    /// <returns>Ends with the command.</returns>
    public static Task Execute(SshClient client, SshCommand command)
    {
        using var taken = new CancellationTokenSource();
        _ = RepeatAsync(client, taken.Token);
        try
        {
            return command.ExecuteAsync();
        }
        finally
        {
            taken.Cancel();
        }
    }

    private static async Task RepeatAsync(SshClient client, CancellationToken taken)
    {
        var pause = FirstPause;
        for (var sent = 0; sent < Most; sent++)
        {
            await Task.Delay(pause, CancellationToken.None).ConfigureAwait(false); // ended early it would throw, which costs more
            if (taken.IsCancellationRequested)
                return;
#pragma warning disable CS0618 // its replacement sends at regular intervals only
            await PoolThreads.Run(() => Sending.Quietly(client.SendKeepAlive)).ConfigureAwait(false);
#pragma warning restore CS0618
            pause = TimeSpan.FromTicks(Math.Min((long)(pause.Ticks * Growth), LongestPause.Ticks));
        }
    }
}
