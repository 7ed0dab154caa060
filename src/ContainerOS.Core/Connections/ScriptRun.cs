using System;
using System.Diagnostics;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections;

/// <summary>One call while it is under way: what has come so far, and when. The same for every kind of connection.</summary>
internal sealed class ScriptRun
{
    private readonly ScriptDialogue dialogue;
    private readonly TaskCompletionSource<TimeSpan> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int searched;
    private int searchedForHere;
    private byte[] saidInTime = [];

    /// <summary>Begins the clock of a call.</summary>
    /// <param name="script">The script.</param>
    /// <param name="settings">How it is connected: with the password for sudo, if there is one.</param>
    public ScriptRun(RemoteScript script, ConnectionSettings settings)
        : this(ScriptCall.Create(script, settings.SudoPassword is not null), settings.SudoPassword, new OutputBuffer(), new OutputBuffer())
    {
    }

    /// <summary>Begins the clock of a call for a kept shell.</summary>
    /// <param name="script">The script.</param>
    /// <param name="settings">How it is connected: with the password for sudo, if there is one.</param>
    /// <param name="loop">The shell.</param>
    /// <param name="output">What takes the shell's stdout.</param>
    /// <param name="error">What takes the shell's stderr.</param>
    public ScriptRun(RemoteScript script, ConnectionSettings settings, ScriptLoop loop, OutputBuffer output, OutputBuffer error)
        : this(ScriptCall.CreateRequest(script, loop, settings.SudoPassword is not null), settings.SudoPassword, output, error)
    {
    }

    private ScriptRun(ScriptCall call, SecureString? sudoPassword, OutputBuffer output, OutputBuffer error)
    {
        Call = call;
        Output = output;
        Error = error;
        dialogue = new ScriptDialogue(call, sudoPassword, Input);
        if (call.StandardInput.Length > 0)
            Input.Write(() => (byte[])call.StandardInput.Clone());
    }

    public ScriptCall Call { get; }

    /// <summary>How long connecting took before the call began.</summary>
    public TimeSpan Connecting { get; init; }

    /// <summary>What goes to the script's stdin: the connection attaches its own.</summary>
    public ScriptInput Input { get; } = new();

    public DateTimeOffset Begin { get; } = DateTimeOffset.UtcNow;

    public Stopwatch Clock { get; } = Stopwatch.StartNew();

    public OutputBuffer Output { get; }

    public OutputBuffer Error { get; }

    /// <summary>When the start mark came.</summary>
    public TaskCompletionSource<DateTimeOffset> Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<bool> TooLarge { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From before connecting until the start mark came.</summary>
    public TimeSpan TimeToStart => Started.Task.IsCompleted ? Started.Task.Result - Begin : Clock.Elapsed;

    /// <summary>The same until the account's shell had the request: sudo comes after that, and takes its time.</summary>
    public TimeSpan TimeToAnswer => answered.Task.IsCompleted ? answered.Task.Result : TimeToStart;

    /// <summary>To be called after each piece of output, on any thread.</summary>
    public void Received()
    {
        if (Call.Script.Elevation != Elevation.None && !answered.Task.IsCompleted && ScriptDialogue.Find(Output, Call.Here, ref searchedForHere))
            answered.TrySetResult(Clock.Elapsed);
        dialogue.Look(Output, Error);
        if (!Started.Task.IsCompleted && Output.Any((bytes, count) => FrameParser.HasStarted(bytes, count, Call.Mark, ref searched)))
            Started.TrySetResult(Begin + Clock.Elapsed);
        if (Output.Length + Error.Length <= Call.Script.MaxOutputBytes)
            return;
        Output.Close();
        Error.Close();
        TooLarge.TrySetResult(true);
    }

    /// <summary>Waits for the end of a call whose login is done.</summary>
    /// <param name="completion">Ends when the connection's side of the call does.</param>
    /// <param name="timeout">How long the script may run; null means no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ScriptEnding> WaitAsync(Task completion, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var delay = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var command = Task.Delay(timeout ?? Timeout.InfiniteTimeSpan, delay.Token);
        var first = await Task.WhenAny(completion, TooLarge.Task, command).ConfigureAwait(false);
        delay.Cancel();
        dialogue.End();
        saidInTime = dialogue.IsElevating ? Error.ToArray() : [];
        return cancellationToken.IsCancellationRequested ? ScriptEnding.Cancelled
            : first == command ? ScriptEnding.CommandTimedOut
            : first == TooLarge.Task ? ScriptEnding.OutputTooLarge
            : ScriptEnding.Exited;
    }

    /// <summary>A script that was ended by us is an error, whatever it had printed.</summary>
    /// <exception cref="HostConnectionException">CommandTimedOut or OutputTooLarge.</exception>
    public void ThrowIfEnded(ScriptEnding ending, HostTarget target, TimeSpan? timeout)
    {
        var script = Call.Script;
        if (ending == ScriptEnding.CommandTimedOut)
        {
            if (dialogue.IsElevating)
                throw ElevationFailure.TimedOut(target, Call, saidInTime, timeout!.Value);
            throw new HostConnectionException(ConnectionFailure.CommandTimedOut, target,
                $"{script.Name} did not finish within {FailureText.Seconds(timeout!.Value)} and was ended on the host", "Check the load and the file systems of the host, or raise -CommandTimeout.");
        }

        if (ending == ScriptEnding.OutputTooLarge)
        {
            throw new HostConnectionException(ConnectionFailure.OutputTooLarge, target,
                $"{script.Name} printed more than {script.MaxOutputBytes} bytes and was ended on the host", "Check what the host's files hold: this is not an ordinary answer.");
        }
    }

    /// <summary>sudo's refusal, when the script must run as root or the password for it was wrong; null when there was none.</summary>
    public HostConnectionException? Refusal(HostTarget target) => ElevationFailure.Find(target, Call, dialogue, Output.ToArray(), Error.ToArray());

    public FrameContent Content() => FrameParser.Parse(Output.ToArray(), Error.ToArray(), Call.Mark);

    public ScriptResult Result(FrameContent content, ConnectionFacts facts, TimeSpan roundTrip)
    {
        var timeToStart = TimeToStart;
        return new ScriptResult(content, facts)
        {
            StartedAt = Begin + timeToStart,
            TimeToStart = Connecting + timeToStart,
            RoundTrip = roundTrip,
            Duration = Connecting + Clock.Elapsed,
            BytesSent = Call.Command.Length + Input.Length,
            BytesReceived = Output.Length + Error.Length,
        };
    }
}
