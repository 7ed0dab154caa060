using System.Globalization;
using System.Linq;
using System.Text;

namespace ContainerOS;

/// <summary>Makes text that came from elsewhere safe to show in a terminal.</summary>
public static class HostText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>Decodes UTF-8; invalid bytes become U+FFFD.</summary>
    /// <param name="bytes">What a host sent.</param>
    /// <returns>The text, control characters still in it.</returns>
    public static string Decode(byte[] bytes) => Utf8.GetString(bytes);

    /// <summary>The first line that is not blank, trimmed.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The line; empty when all are blank.</returns>
    public static string FirstLine(string text) => text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "";

    /// <summary>Shows what is not simply a letter on the screen as <c>\u001b</c> and the like; a tab becomes a blank.</summary>
    /// <remarks>
    /// Control characters: ESC and the C1 range begin terminal sequences (title, clipboard, colours), CR and backspace hide what stands before,
    /// LF forges lines. Format characters: bidirectional overrides show text in another order than it has, zero-width ones and tags make
    /// different names look the same. Line and paragraph separators end lines in some viewers. Halves of surrogate pairs are no text.
    /// </remarks>
    /// <param name="text">Text from a host or a user.</param>
    /// <returns>One line that no terminal acts upon.</returns>
    public static string Clean(string text)
    {
        var at = 0;
        while (at < text.Length && UnsafeLength(text, at) == 0)
            at += char.IsHighSurrogate(text[at]) ? 2 : 1;
        if (at == text.Length)
            return text;

        var clean = new StringBuilder(text, 0, at, text.Length + 16);
        while (at < text.Length)
        {
            var length = UnsafeLength(text, at);
            if (text[at] == '\t')
                clean.Append(' ');
            else if (length == 0)
                clean.Append(text, at, length = char.IsHighSurrogate(text[at]) ? 2 : 1);
            else
                clean.Append(length == 2 ? "\\U" : "\\u").Append((length == 2 ? char.ConvertToUtf32(text, at) : text[at]).ToString(length == 2 ? "x8" : "x4", CultureInfo.InvariantCulture));
            at += length;
        }

        return clean.ToString();
    }

    /// <summary>The same for text of several lines, such as an exception's: line ends and tabs stay.</summary>
    /// <param name="text">Text from a host or a user.</param>
    /// <returns>Lines that no terminal acts upon, joined by LF.</returns>
    public static string CleanLines(string text) =>
        string.Join("\n", text.Split('\n').Select(line => string.Join("\t", line.TrimEnd('\r').Split('\t').Select(Clean))));

    internal static bool IsUnsafe(char c) => IsUnsafe(char.GetUnicodeCategory(c));

    /// <summary>How many characters at a position must not be shown as they are: 2 for a pair, 0 for none.</summary>
    private static int UnsafeLength(string text, int at)
    {
        var isPair = char.IsSurrogatePair(text, at);
        var isUnsafe = isPair ? IsUnsafe(CharUnicodeInfo.GetUnicodeCategory(text, at)) : IsUnsafe(text[at]) || char.IsSurrogate(text[at]);
        return !isUnsafe ? 0 : isPair ? 2 : 1;
    }

    private static bool IsUnsafe(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
