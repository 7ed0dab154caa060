using System;
using System.Linq;
using System.Security;
using System.Text;
using ContainerOS.Connections;

namespace ContainerOS.Scripts;

/// <summary>Secrets as lines for a host's stdin: made as late as possible, and to be overwritten by who wrote them.</summary>
internal static class SecretText
{
    /// <summary>Whether a secret can be sent as one line: it holds no line break and no NUL character.</summary>
    public static bool IsOneLine(SecureString secret) => Use(secret, plain => Array.FindIndex(plain, letter => letter is (byte)'\r' or (byte)'\n' or 0) < 0);

    /// <summary>The secret in UTF-8 and a line feed, as a password prompt reads it.</summary>
    public static byte[] Line(SecureString secret) => Use(secret, plain =>
    {
        var line = new byte[plain.Length + 1];
        plain.CopyTo(line, 0);
        line[plain.Length] = (byte)'\n';
        return line;
    });

    /// <summary>Whether two secrets are the same.</summary>
    public static bool AreSame(SecureString one, SecureString other) => Use(one, first => Use(other, second => first.SequenceEqual(second)));

    /// <summary>Whether a text holds a secret.</summary>
    public static bool IsIn(SecureString secret, string text) => secret.Length > 0 && Use(secret, plain =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return FrameParser.IndexOf(bytes, bytes.Length, plain, 0) >= 0;
    });

    /// <summary>Each byte as <c>\0nnn</c> and a line feed, for <c>printf %b</c>: not every sh reads bytes beyond ASCII as they are.</summary>
    public static byte[] EncodedLine(SecureString secret) => Use(secret, plain =>
    {
        var line = new byte[(plain.Length * 5) + 1];
        for (var i = 0; i < plain.Length; i++)
        {
            line[i * 5] = (byte)'\\';
            line[(i * 5) + 1] = (byte)'0';
            line[(i * 5) + 2] = (byte)('0' + (plain[i] >> 6));
            line[(i * 5) + 3] = (byte)('0' + ((plain[i] >> 3) & 7));
            line[(i * 5) + 4] = (byte)('0' + (plain[i] & 7));
        }

        line[line.Length - 1] = (byte)'\n';
        return line;
    });

    private static T Use<T>(SecureString secret, Func<byte[], T> use)
    {
        var plain = SecretBytes.Of(secret);
        try
        {
            return use(plain);
        }
        finally
        {
            Array.Clear(plain, 0, plain.Length);
        }
    }
}
