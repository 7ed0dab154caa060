using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>Reaches a host with the system's own <c>ssh</c> program, one process per call.</summary>
public sealed class OpenSshConnection : IHostConnection
{
    // An OpenSSH connection costs 12 to 13 round trips up to the first output.
    private const double RoundTripsToStart = 12.5;
    private const int LastWords = 4096;
    private static readonly TimeSpan EndGrace = TimeSpan.FromMilliseconds(500);
    private readonly ConnectionSettings settings;

    /// <summary>Creates the connection; nothing is contacted before the first call.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How to connect.</param>
    public OpenSshConnection(HostTarget target, ConnectionSettings settings)
    {
        Target = target;
        this.settings = settings;
    }

    private enum Ending
    {
        Exited,
        ConnectTimedOut,
        CommandTimedOut,
        OutputTooLarge,
        Cancelled,
    }

    /// <inheritdoc/>
    public HostTarget Target { get; }

    /// <inheritdoc/>
    public async Task<ScriptResult> RunAsync(RemoteScript script, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var client = OpenSshClient.Find(Target, settings.SshClientPath);
        var logFile = Path.Combine(Path.GetTempPath(), "containeros-ssh-" + Guid.NewGuid().ToString("N") + ".log"); // ssh creates it for this user only
        var run = new Run(ScriptCall.Create(script));
        try
        {
            using var process = Start(client, OpenSshArguments.Build(Target, settings, client.Version, logFile, run.Call.Command), run);
            var ending = await WaitAsync(process, run, logFile, timeout, cancellationToken).ConfigureAwait(false);
            if (ending != Ending.Exited)
                await EndAsync(process, run.Started.Task.IsCompleted).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return Conclude(ending, process, run, OpenSshLog.Read(logFile), timeout);
        }
        finally
        {
            if (File.Exists(logFile))
                File.Delete(logFile);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is kept between calls.
    }

    private ChildProcess Start(OpenSshClient client, IReadOnlyList<string> arguments, Run run)
    {
        ChildProcess process;
        try
        {
            process = ChildProcess.Start(client.Path, arguments, run.Received);
        }
        catch (Win32Exception error)
        {
            throw new HostConnectionException(ConnectionFailure.TransportUnavailable, Target, $"the ssh client {client.Path} cannot be started: {error.Message}",
                "Close other programs or lower -ThrottleLimit if this machine has run out of processes.", error);
        }

        if (run.Call.StandardInput.Length > 0) // on a thread of its own: a silent host would hold us here
            _ = Task.Run(() => process.Write(run.Call.StandardInput));
        return process;
    }

    private async Task<Ending> WaitAsync(ChildProcess process, Run run, string logFile, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var delays = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var connect = Task.Delay(settings.ConnectTimeout, delays.Token);
            var first = await Task.WhenAny(process.Completion, run.Started.Task, run.TooLarge.Task, connect).ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested)
                return Ending.Cancelled;
            if (first == connect && !OpenSshLog.Read(logFile).IsAuthenticated)
                return Ending.ConnectTimedOut;

            // The login shell may be slow to hand over to the script: that time is the command's.
            var command = Task.Delay(timeout ?? Timeout.InfiniteTimeSpan, delays.Token);
            first = await Task.WhenAny(process.Completion, run.TooLarge.Task, command).ConfigureAwait(false);
            return cancellationToken.IsCancellationRequested ? Ending.Cancelled
                : first == command ? Ending.CommandTimedOut
                : first == run.TooLarge.Task ? Ending.OutputTooLarge
                : Ending.Exited;
        }
        finally
        {
            delays.Cancel();
        }
    }

    /// <summary>Closing stdin tells the host's side to end the script; a client that does not follow is killed.</summary>
    private static async Task EndAsync(ChildProcess process, bool started)
    {
        process.CloseInput();
        if (started)
            await Task.WhenAny(process.Completion, Task.Delay(EndGrace)).ConfigureAwait(false);
        process.Kill();
        await Task.WhenAny(process.Completion, Task.Delay(EndGrace)).ConfigureAwait(false);
    }

    private ScriptResult Conclude(Ending ending, ChildProcess process, Run run, OpenSshLog log, TimeSpan? timeout)
    {
        switch (ending)
        {
            case Ending.ConnectTimedOut:
                throw OpenSshFailure.TimedOut(Target, log, settings);
            case Ending.CommandTimedOut:
                throw new HostConnectionException(ConnectionFailure.CommandTimedOut, Target,
                    $"{run.Call.Script.Name} did not finish within {OpenSshFailure.Seconds(timeout!.Value)} and was ended on the host", "Check the load and the file systems of the host, or raise -CommandTimeout.");
            case Ending.OutputTooLarge:
                throw new HostConnectionException(ConnectionFailure.OutputTooLarge, Target,
                    $"{run.Call.Script.Name} printed more than {run.Call.Script.MaxOutputBytes} bytes and was ended on the host", "Check what the host's files hold: this is not an ordinary answer.");
        }

        var content = FrameParser.Parse(process.Output.ToArray(), process.Error.ToArray(), run.Call.Mark);
        if (!content.IsStarted)
        {
            throw ElevationFailure.Find(Target, run.Call, process.Output.Tail(LastWords), process.Error.Tail(LastWords))
                ?? OpenSshFailure.Classify(Target, log, process.Output.Tail(LastWords), process.Error.Tail(LastWords), settings);
        }

        if (!(content.ExitCode is not null && content.IsErrorComplete) && !log.HasExitStatus)
            throw OpenSshFailure.Lost(Target, log);
        var timeToStart = run.Started.Task.IsCompleted ? run.Started.Task.Result - run.Begin : run.Clock.Elapsed;
        return new ScriptResult(content, log.Facts())
        {
            StartedAt = run.Begin + timeToStart,
            TimeToStart = timeToStart,
            RoundTrip = TimeSpan.FromTicks((long)(timeToStart.Ticks / RoundTripsToStart)),
            Duration = run.Clock.Elapsed,
            BytesSent = run.Call.Command.Length + run.Call.StandardInput.Length,
            BytesReceived = process.Output.Length + process.Error.Length,
        };
    }

    /// <summary>What happens while a call is under way.</summary>
    private sealed class Run(ScriptCall call)
    {
        private int searched;

        public ScriptCall Call { get; } = call;

        public DateTimeOffset Begin { get; } = DateTimeOffset.UtcNow;

        public Stopwatch Clock { get; } = Stopwatch.StartNew();

        /// <summary>When the start mark came.</summary>
        public TaskCompletionSource<DateTimeOffset> Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<bool> TooLarge { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Received(ChildProcess process)
        {
            if (!Started.Task.IsCompleted && process.Output.Any((bytes, count) => FrameParser.HasStarted(bytes, count, Call.Mark, ref searched)))
                Started.TrySetResult(Begin + Clock.Elapsed);
            if (process.Output.Length + process.Error.Length <= Call.Script.MaxOutputBytes)
                return;
            process.Output.Close();
            process.Error.Close();
            TooLarge.TrySetResult(true);
        }
    }
}
