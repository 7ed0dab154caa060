using System;
using System.Text;

namespace ContainerOS.Scripts;

/// <summary>Text as plain ASCII without anything that a login shell could take for syntax inside single quotes.</summary>
internal static class ScriptEncoding
{
    /// <summary>Encodes for <c>printf %b</c>: control characters, backslash, quote, ! and all beyond ASCII become <c>\0nnn</c>.</summary>
    /// <remarks>dash, bash, zsh, tcsh, fish and busybox sh disagree on quoting several lines, history and backslashes, but not on this.</remarks>
    public static string Encode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var encoded = new StringBuilder(bytes.Length + (bytes.Length / 8));
        foreach (var b in bytes)
        {
            if (b is < 0x20 or > 0x7e || b == '\\' || b == '\'' || b == '!')
                encoded.Append("\\0").Append(Convert.ToString(b, 8).PadLeft(3, '0'));
            else
                encoded.Append((char)b);
        }

        return encoded.ToString();
    }

    /// <summary>Quotes one word for sh itself.</summary>
    public static string Quote(string word) => "'" + word.Replace("'", "'\\''") + "'";
}
