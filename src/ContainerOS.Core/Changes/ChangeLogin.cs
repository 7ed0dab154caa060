using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;

namespace ContainerOS.Changes;

/// <summary>A login that must work after the change. It is tried with fresh authentication, over a connection of its own.</summary>
/// <param name="Name">The login in words, for example <c>root with a key</c>.</param>
/// <param name="Open">Makes the connection.</param>
internal sealed record ChangeLogin(string Name, Func<IHostConnection> Open)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Logs in and does something. An sshd that reads its configuration anew listens to nobody meanwhile, so a door that is shut is tried again for a while.</summary>
    /// <exception cref="HostConnectionException">The login does not work.</exception>
    public async Task<T> EnterAsync<T>(Func<IHostConnection, Task<T>> use, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var fresh = Open();
                return await use(fresh).ConfigureAwait(false);
            }
            catch (HostConnectionException shut) when (IsShut(shut) && clock.Elapsed < Settling)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsShut(HostConnectionException error) => error.Failure == ConnectionFailure.ConnectionRefused ||
        (error.NothingSent && error.Failure == ConnectionFailure.ConnectionLost);
}
