using System;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace ContainerOS.Connections;

/// <summary>Secrets as bytes, made as late as possible.</summary>
internal static class SecretBytes
{
    /// <summary>The secret in UTF-8. The caller clears the array when it is used up; no string is made on the way.</summary>
    public static byte[] Of(SecureString secret)
    {
        var characters = new char[secret.Length];
        var plain = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            Marshal.Copy(plain, characters, 0, characters.Length);
            return Encoding.UTF8.GetBytes(characters);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(plain);
            Array.Clear(characters, 0, characters.Length);
        }
    }
}
