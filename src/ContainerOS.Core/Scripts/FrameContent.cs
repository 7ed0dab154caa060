using System.Collections.Generic;

namespace ContainerOS.Scripts;

/// <summary>What stands between the marks of an answer.</summary>
internal sealed class FrameContent
{
    public bool IsStarted { get; set; }

    public bool IsElevated { get; set; }

    public int? ExitCode { get; set; }

    /// <summary>The exit mark came on both streams, so nothing of them is missing.</summary>
    public bool IsComplete { get; set; }

    public Dictionary<string, ScriptSection> Sections { get; } = new();

    public string OutputNoise { get; set; } = "";

    public string ErrorNoise { get; set; } = "";
}
