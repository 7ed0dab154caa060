using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>Runs a small program of OpenSSH to its end.</summary>
internal static class OpenSshProgram
{
    /// <summary>What it printed; it is ended when the time is up, and what it printed until then is the answer.</summary>
    /// <exception cref="HostConnectionException">TransportUnavailable: the program cannot be started.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<OpenSshAnswer> RunAsync(HostTarget target, string path, IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            var (output, error) = (new OutputBuffer(), new OutputBuffer());
            using var process = ChildProcess.Start(path, arguments, output, error, () => { });
            process.CloseInput();
            using var delay = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var ended = await Task.WhenAny(process.Completion, Task.Delay(limit, delay.Token)).ConfigureAwait(false) == process.Completion;
            delay.Cancel();
            if (!ended)
                process.Kill();
            cancellationToken.ThrowIfCancellationRequested();
            return new OpenSshAnswer(ended ? await process.Completion.ConfigureAwait(false) : null, HostText.Decode(output.ToArray()), HostText.Decode(error.ToArray()));
        }
        catch (Win32Exception trouble)
        {
            throw new HostConnectionException(ConnectionFailure.TransportUnavailable, target, $"{path} cannot be started: {trouble.Message}",
                "Install the whole OpenSSH client. If it is there, close other programs or lower -ThrottleLimit: this machine may have run out of processes.", trouble);
        }
    }
}
