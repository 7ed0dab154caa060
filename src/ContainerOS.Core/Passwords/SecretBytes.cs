using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace ContainerOS.Passwords;

/// <summary>Secrets as bytes, made as late as possible; who takes them clears them.</summary>
internal static class SecretBytes
{
    /// <summary>The secret in UTF-8.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="terminator">A byte to put behind it; null for none.</param>
    public static byte[] Of(SecureString secret, byte? terminator = null)
    {
        var letters = Letters(secret);
        try
        {
            var bytes = new byte[Encoding.UTF8.GetByteCount(letters) + (terminator is null ? 0 : 1)];
            Encoding.UTF8.GetBytes(letters, 0, letters.Length, bytes, 0);
            if (terminator is { } last)
                bytes[bytes.Length - 1] = last;
            return bytes;
        }
        finally
        {
            Array.Clear(letters, 0, letters.Length);
        }
    }

    /// <summary>Whether two secrets are the same.</summary>
    public static bool Same(SecureString one, SecureString other)
    {
        var (first, second) = (Letters(one), Letters(other));
        try
        {
            return first.SequenceEqual(second);
        }
        finally
        {
            Array.Clear(first, 0, first.Length);
            Array.Clear(second, 0, second.Length);
        }
    }

    private static char[] Letters(SecureString secret)
    {
        var letters = new char[secret.Length];
        var pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            Marshal.Copy(pointer, letters, 0, letters.Length);
            return letters;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }
}
