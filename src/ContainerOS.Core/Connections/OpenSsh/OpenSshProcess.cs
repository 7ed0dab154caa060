using System;
using System.ComponentModel;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>One ssh that runs a command on a host, with its configuration and its log.</summary>
internal sealed class OpenSshProcess : IDisposable
{
    private static readonly TimeSpan EndGrace = TimeSpan.FromMilliseconds(500);
    private readonly ConnectionSettings settings;
    private readonly string configFile;
    private readonly string logFile;
    private readonly ChildProcess process;

    private OpenSshProcess(HostTarget target, ConnectionSettings settings, string command, OutputBuffer output, OutputBuffer error, Action received)
    {
        this.settings = settings;
        var client = OpenSshClient.Find(target, settings.SshClientPath);
        var files = Path.Combine(Path.GetTempPath(), "containeros-ssh-" + Guid.NewGuid().ToString("N"));
        (configFile, logFile) = (files + ".conf", files + ".log"); // ssh creates its log for this user only
        try
        {
            File.WriteAllText(configFile, OpenSshConfigFile.Text(target, settings));
            process = ChildProcess.Start(client.Path, OpenSshArguments.Build(target, settings, client.Version, configFile, logFile, command), output, error, received);
        }
        catch (Exception trouble)
        {
            DeleteFiles();
            throw trouble switch
            {
                IOException or UnauthorizedAccessException => new HostConnectionException(ConnectionFailure.TransportUnavailable, target, $"ssh's configuration cannot be written: {trouble.Message}",
                    "Check that the folder for temporary files exists and has room.", trouble),
                Win32Exception => new HostConnectionException(ConnectionFailure.TransportUnavailable, target, $"the ssh client {client.Path} cannot be started: {trouble.Message}",
                    "Close other programs or lower -ThrottleLimit if this machine has run out of processes.", trouble),
                _ => trouble,
            };
        }
    }

    /// <summary>Ends when ssh is gone and its output is drained.</summary>
    public Task Completion => process.Completion;

    /// <summary>Starts ssh.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How to connect.</param>
    /// <param name="command">The exec request.</param>
    /// <param name="output">What takes the command's stdout.</param>
    /// <param name="error">What takes its stderr.</param>
    /// <param name="received">Called on a reading thread after each piece of either.</param>
    /// <exception cref="HostConnectionException">TransportUnavailable.</exception>
    public static OpenSshProcess Start(HostTarget target, ConnectionSettings settings, string command, OutputBuffer output, OutputBuffer error, Action received) =>
        new(target, settings, command, output, error, received);

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
        return first == connect && !ReadLog().IsAuthenticated ? ScriptEnding.ConnectTimedOut : null;
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
    public OpenSshLog ReadLog() => OpenSshLog.Read(logFile);

    public void Dispose()
    {
        process.Dispose();
        DeleteFiles();
    }

    private void DeleteFiles()
    {
        foreach (var file in new[] { configFile, logFile })
        {
            if (File.Exists(file))
                File.Delete(file);
        }
    }
}
