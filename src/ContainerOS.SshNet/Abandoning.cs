using System;
using System.Threading;
using System.Threading.Tasks;

namespace ContainerOS.Connections.SshNet;

/// <summary>Waits for what cannot be cancelled.</summary>
internal static class Abandoning
{
    /// <summary>Waits until the task ends or the token is cancelled; then the task is left to itself.</summary>
    /// <param name="task">The task.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="clean">Called when a task that was left to itself has ended, to dispose of what it made.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public static async Task OrAbandonAsync(this Task task, CancellationToken cancellationToken, Action clean)
    {
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => cancelled.TrySetResult(true)))
        {
            if (await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false) != task)
            {
                _ = task.ContinueWith(late =>
                {
                    _ = late.Exception; // observed: nobody waits for it any more
                    clean();
                }, TaskScheduler.Default);
                throw new OperationCanceledException(cancellationToken);
            }
        }

        await task.ConfigureAwait(false);
    }
}
