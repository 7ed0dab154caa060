using System;
using System.Collections.Generic;
using ContainerOS.Connections;

namespace ContainerOS.Scripts;

/// <summary>The answer of a host to one script.</summary>
public sealed class ScriptResult
{
    internal ScriptResult(FrameContent content, ConnectionFacts connection)
    {
        Sections = content.Sections;
        ExitCode = content.ExitCode;
        IsElevated = content.IsElevated;
        OutputNoise = content.OutputNoise;
        ErrorNoise = content.ErrorNoise;
        Connection = connection;
    }

    /// <summary>The sections by name. A section that never began is not there.</summary>
    public IReadOnlyDictionary<string, ScriptSection> Sections { get; }

    /// <summary>The script's exit code, 128 + n when signal n ended it; null when the shell around it was ended as well.</summary>
    public int? ExitCode { get; }

    /// <summary>True when the script ran as root through sudo.</summary>
    public bool IsElevated { get; }

    /// <summary>The first 4 KiB of what came outside of the sections on stdout: greetings, output of rc files.</summary>
    public string OutputNoise { get; }

    /// <summary>The first 4 KiB of what came outside of the sections on stderr: also sudo's refusals.</summary>
    public string ErrorNoise { get; }

    /// <summary>What the connection learned about the host.</summary>
    public ConnectionFacts Connection { get; }

    /// <summary>When the script began: this machine's clock when the start mark arrived.</summary>
    public DateTimeOffset StartedAt { get; internal init; }

    /// <summary>From before connecting until the start mark arrived.</summary>
    public TimeSpan TimeToStart { get; internal init; }

    /// <summary>The network's round trip as far as the connection can tell; over OpenSSH an estimate from the time of the login. What sudo took is no part of it.</summary>
    public TimeSpan RoundTrip { get; internal init; }

    /// <summary>From before connecting to the end of the answer.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>Bytes of the command and its stdin.</summary>
    public long BytesSent { get; internal init; }

    /// <summary>Bytes of stdout and stderr.</summary>
    public long BytesReceived { get; internal init; }
}
