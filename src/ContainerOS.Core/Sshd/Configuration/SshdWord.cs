namespace ContainerOS.Sshd.Configuration;

/// <summary>An argument of a line: what sshd takes it for, and where it stands, its quotes included.</summary>
internal sealed class SshdWord(string text, int start, int end)
{
    /// <summary>Without quotes and escapes.</summary>
    public string Text { get; } = text;

    /// <summary>Its first character in the line.</summary>
    public int Start { get; } = start;

    /// <summary>Behind its last character in the line.</summary>
    public int End { get; } = end;
}
