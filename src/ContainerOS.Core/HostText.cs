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

    /// <summary>Shows control and formatting characters (terminal escapes, bidirectional overrides) as <c>\u001b</c> and the like.</summary>
    /// <param name="text">Text from a host or a user.</param>
    /// <returns>One line that no terminal acts upon.</returns>
    public static string Clean(string text)
    {
        var at = 0;
        while (at < text.Length && !IsUnsafe(text[at]))
            at++;
        if (at == text.Length)
            return text;

        var clean = new StringBuilder(text, 0, at, text.Length + 16);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\t')
                clean.Append(' ');
            else if (IsUnsafe(c))
                clean.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                clean.Append(c);
        }

        return clean.ToString();
    }

    internal static bool IsUnsafe(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
