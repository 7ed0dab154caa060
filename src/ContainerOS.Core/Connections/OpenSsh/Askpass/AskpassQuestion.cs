using System.Globalization;

namespace ContainerOS.Connections.OpenSsh.Askpass;

/// <summary>A question that an ssh process asks.</summary>
/// <param name="processId">The process that asks: a jump host's ssh inherits the environment and may ask as well.</param>
/// <param name="hint">What ssh says about the question: <c>confirm</c>, or <c>secret</c> where it says nothing.</param>
/// <param name="prompt">The question's text; after the login has begun it may be the server's.</param>
internal sealed class AskpassQuestion(int processId, string hint, string prompt)
{
    /// <summary>In bytes; what is longer is cut off.</summary>
    public const int Longest = 8192;

    public int ProcessId { get; } = processId;

    public string Hint { get; } = hint;

    public string Prompt { get; } = prompt;

    /// <summary>Reads what the helper wrote; null when it is no question.</summary>
    public static AskpassQuestion? Parse(string text)
    {
        var words = text.Split([' '], 3);
        return words.Length == 3 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new AskpassQuestion(id, words[1], words[2]) : null;
    }
}
