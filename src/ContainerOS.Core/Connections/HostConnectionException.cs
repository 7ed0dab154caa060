using System;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Targets;

namespace ContainerOS.Connections;

/// <summary>A host was not reached, did not let us in, or was lost. The message names the host; the remedy says what to do.</summary>
public sealed class HostConnectionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="target">The host.</param>
    /// <param name="problem">What happened in words, without the host's name.</param>
    /// <param name="remedy">What the user can do about it.</param>
    /// <param name="innerException">The cause, if it was an exception.</param>
    public HostConnectionException(ConnectionFailure failure, HostTarget target, string problem, string remedy, Exception? innerException = null)
        : base(target + ": " + HostText.Clean(problem), Safe(innerException))
    {
        Failure = failure;
        Target = target;
        Problem = HostText.Clean(problem);
        Remedy = HostText.Clean(remedy);
    }

    // PowerShell's Get-Error and Format-List -Force show causes too, and those of SSH.NET may hold a server's words.
    private static Exception? Safe(Exception? cause)
    {
        for (var one = cause; one is not null; one = one.InnerException)
        {
            if (HostText.CleanLines(one.Message) != one.Message.Replace("\r\n", "\n"))
                return new InvalidOperationException(HostText.Clean(cause!.Message));
        }

        return cause;
    }

    /// <summary>What happened; its name is the stable error id.</summary>
    public ConnectionFailure Failure { get; }

    /// <summary>The host.</summary>
    public HostTarget Target { get; }

    /// <summary>What happened in words, without the host's name.</summary>
    public string Problem { get; }

    /// <summary>What the user can do about it.</summary>
    public string Remedy { get; }

    /// <summary>What known_hosts says about the host's key, where that is the trouble; else null.</summary>
    public HostKeyState? HostKey { get; init; }

    /// <summary>Whether the same call may get through a moment later, and what the server said; nothing had been sent to the host.</summary>
    internal TurnedAway? TurnedAway { get; init; }

    /// <summary>The login was not finished, so nothing had been sent to the host.</summary>
    internal bool NothingSent { get; init; }

    /// <summary>A change had begun, and it is not known what became of it.</summary>
    internal bool IsEffectUnknown { get; init; }

    /// <summary>What the connection had learned about the host by then; null when nothing.</summary>
    public ConnectionFacts? Facts { get; internal set; }
}
