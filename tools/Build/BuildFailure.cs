using System;

namespace ContainerOS.Build;

/// <summary>A task cannot go on. The message is all that the user needs to see.</summary>
internal sealed class BuildFailure(string message, int exitCode = 1) : Exception(message)
{
    public const int WrongUsage = 2;

    public int ExitCode { get; } = exitCode;
}
