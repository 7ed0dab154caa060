using System;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace ContainerOS.Scripts;

/// <summary>Secrets as lines for a host's stdin: made as late as possible, and to be overwritten by who wrote them.</summary>
internal static class SecretText
{
    /// <summary>Whether a secret can be sent as one line: it holds no line break and no NUL character.</summary>
    public static bool IsOneLine(SecureString secret) => Use(secret, characters => Array.FindIndex(characters, c => c is '\r' or '\n' or '\0') < 0);

    /// <summary>The secret in UTF-8 and a line feed, as a password prompt reads it.</summary>
    public static byte[] Line(SecureString secret) => Use(secret, characters =>
    {
        var line = new byte[Encoding.UTF8.GetByteCount(characters) + 1];
        Encoding.UTF8.GetBytes(characters, 0, characters.Length, line, 0);
        line[line.Length - 1] = (byte)'\n';
        return line;
    });

    /// <summary>Each byte as <c>\0nnn</c> and a line feed, for <c>printf %b</c>: not every sh reads bytes beyond ASCII as they are.</summary>
    public static byte[] EncodedLine(SecureString secret)
    {
        var plain = Line(secret);
        try
        {
            var line = new byte[((plain.Length - 1) * 5) + 1];
            for (var i = 0; i < plain.Length - 1; i++)
            {
                line[i * 5] = (byte)'\\';
                line[(i * 5) + 1] = (byte)'0';
                line[(i * 5) + 2] = (byte)('0' + (plain[i] >> 6));
                line[(i * 5) + 3] = (byte)('0' + ((plain[i] >> 3) & 7));
                line[(i * 5) + 4] = (byte)('0' + (plain[i] & 7));
            }

            line[line.Length - 1] = (byte)'\n';
            return line;
        }
        finally
        {
            Array.Clear(plain, 0, plain.Length);
        }
    }

    private static T Use<T>(SecureString secret, Func<char[], T> use)
    {
        var characters = new char[secret.Length];
        var copy = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            Marshal.Copy(copy, characters, 0, characters.Length);
            return use(characters);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(copy);
            Array.Clear(characters, 0, characters.Length);
        }
    }
}
