using System;

namespace ContainerOS.HelpBuilding;

/// <summary>A help file that is not in the expected layout.</summary>
/// <param name="file">The file.</param>
/// <param name="line">The line in it, counted from 1.</param>
/// <param name="problem">What is wrong there.</param>
public sealed class HelpSyntaxException(string file, int line, string problem)
    : Exception($"{file}:{line}: {problem}")
{
    /// <summary>The file.</summary>
    public string File { get; } = file;

    /// <summary>The line in it, counted from 1.</summary>
    public int Line { get; } = line;
}
