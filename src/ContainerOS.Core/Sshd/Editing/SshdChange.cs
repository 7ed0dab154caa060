namespace ContainerOS.Sshd.Editing;

/// <summary>A change of one line in the text of a file.</summary>
/// <param name="Text">The new text.</param>
/// <param name="Line">The number of the line.</param>
/// <param name="Before">The line as it was; null when it comes in.</param>
/// <param name="After">The line as it will be; null when it goes.</param>
internal sealed record SshdChange(string Text, int Line, string? Before, string? After);
