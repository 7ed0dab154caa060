using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections.OpenSsh.Askpass;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>One ssh that runs a command on a host, with its configuration and its log.</summary>
internal sealed class OpenSshProcess : IDisposable
{
    private static readonly TimeSpan EndGrace = TimeSpan.FromMilliseconds(500);
    private readonly ConnectionSettings settings;
    private readonly OpenSshFiles files;
    private readonly ChildProcess process;
    private AskpassHelper? askpass;

    private OpenSshProcess(ConnectionSettings settings, OpenSshFiles files, AskpassHelper? askpass, ChildProcess process)
    {
        this.settings = settings;
        this.files = files;
        this.askpass = askpass;
        this.process = process;
        Asked = askpass?.Dialogue;
    }

    /// <summary>What it asked; null when it could ask nothing.</summary>
    public AskpassDialogue? Asked { get; }

    /// <summary>Ends when ssh is gone and its output is drained.</summary>
    public Task Completion => process.Completion;

    /// <summary>Starts ssh.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How to connect.</param>
    /// <param name="command">The exec request.</param>
    /// <param name="output">What takes the command's stdout.</param>
    /// <param name="error">What takes its stderr.</param>
    /// <param name="received">Called on a reading thread after each piece of either.</param>
    /// <param name="cancellationToken">Ends the wait for the helper that answers its questions.</param>
    /// <exception cref="HostConnectionException">TransportUnavailable.</exception>
    public static async Task<OpenSshProcess> StartAsync(
        HostTarget target, ConnectionSettings settings, string command, OutputBuffer output, OutputBuffer error, Action received, CancellationToken cancellationToken)
    {
        var client = OpenSshClient.Find(target, settings.SshClientPath);
        var files = OpenSshFiles.Create(target, settings);
        AskpassHelper? askpass = null;
        try
        {
            if (AskpassHelper.IsNeeded(settings))
                askpass = await AskpassHelper.CreateAsync(target, settings, client, files.AskFolder, cancellationToken).ConfigureAwait(false);
            var arguments = OpenSshArguments.Build(target, settings, client.Version, files.Config, files.Log, command);
            return new OpenSshProcess(settings, files, askpass, client.Start(target, arguments, output, error, received, askpass));
        }
        catch (Exception)
        {
            askpass?.Dispose();
            files.Dispose();
            throw;
        }
    }

    /// <summary>Waits for the command to say something of its own, or at least for a login.</summary>
    /// <param name="begun">Ends when the command has said it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null to go on: the login shell may be slow to hand over, and that time is the command's.</returns>
    public async Task<ScriptEnding?> ConnectAsync(Task begun, CancellationToken cancellationToken)
    {
        using var delay = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var connect = Task.Delay(settings.ConnectTimeout, delay.Token);
        var first = await Task.WhenAny(Completion, begun, connect).ConfigureAwait(false);
        delay.Cancel();
        if (cancellationToken.IsCancellationRequested)
            return ScriptEnding.Cancelled;
        if (first == connect && !ReadLog().IsAuthenticated)
            return ScriptEnding.ConnectTimedOut;
        if (first == begun)
            EndQuestions(); // it is logged in, and may stay so for long
        return null;
    }

    /// <summary>Writes to the command's stdin, which stays open.</summary>
    public void Write(byte[] bytes) => process.Write(bytes);

    public void CloseInput() => process.CloseInput();

    /// <summary>Closing stdin tells the host's side to end the script; a client that does not follow is killed.</summary>
    /// <param name="started">Whether there is a script to be told.</param>
    public async Task EndAsync(bool started)
    {
        CloseInput();
        if (started)
            await Task.WhenAny(Completion, Task.Delay(EndGrace)).ConfigureAwait(false);
        process.Kill();
        await Task.WhenAny(Completion, Task.Delay(EndGrace)).ConfigureAwait(false);
    }

    /// <summary>What ssh has written to its log so far.</summary>
    public OpenSshLog ReadLog()
    {
        var log = OpenSshLog.Read(files.Log);
        if (Completion.IsCompleted && log.HasExitStatus && !log.HasOthers)
            files.FreeLog();
        return log;
    }

    public void Dispose()
    {
        process.Dispose();
        EndQuestions();
        files.Dispose();
    }

    private void EndQuestions() => Interlocked.Exchange(ref askpass, null)?.Dispose();
}
