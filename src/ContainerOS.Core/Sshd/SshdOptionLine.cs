namespace ContainerOS;

/// <summary>A line of sshd's files that does not decide for the login that was asked about.</summary>
public sealed class SshdOptionLine
{
    internal SshdOptionLine(string file, int line, string value, string? match, string reason)
    {
        File = file;
        Line = line;
        Value = value;
        Match = match;
        Reason = reason;
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The number of the line, from 1 on.</summary>
    public int Line { get; }

    /// <summary>The value that it sets.</summary>
    public string Value { get; }

    /// <summary>The Match block that it is in; null when it is in none.</summary>
    public string? Match { get; }

    /// <summary>Why it does not count here.</summary>
    public string Reason { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line} {Value} ({Reason})";
}
