using System;
using System.IO;
using System.Linq;
using System.Text;
using ContainerOS.Connections.HostKeys;

namespace ContainerOS.Access.Keys;

/// <summary>The public half of a private key file.</summary>
internal static class PrivateKeyFile
{
    private const string Magic = "openssh-key-v1\0";

    /// <summary>The fingerprint of the key in a file; null when it cannot be told without its passphrase.</summary>
    /// <param name="path">The private key; OpenSSH's format shows the public half, for others the .pub file beside it does.</param>
    public static string? Fingerprint(string path)
    {
        try
        {
            return Blob(File.ReadAllText(path)) is { } key ? HostKeyBlob.Fingerprint(key)
                : File.Exists(path + ".pub") ? AuthorizedKeyLine.Of(File.ReadAllBytes(path + ".pub")).FirstOrDefault(line => line.IsKey)?.Fingerprint : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // the login that proves the change says so
        }
    }

    private static byte[]? Blob(string text)
    {
        var begin = text.IndexOf("-----BEGIN OPENSSH PRIVATE KEY-----", StringComparison.Ordinal);
        var end = text.IndexOf("-----END OPENSSH PRIVATE KEY-----", StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            return null;
        try
        {
            var bytes = Convert.FromBase64String(text.Substring(begin + 35, end - begin - 35));
            if (Encoding.ASCII.GetString(bytes, 0, Math.Min(Magic.Length, bytes.Length)) != Magic)
                return null;
            var at = Magic.Length;
            for (var i = 0; i < 3; i++) // cipher, key derivation, its options
                at += 4 + Length(bytes, at);
            at += 4; // how many keys
            var length = Length(bytes, at);
            return at + 4 + length <= bytes.Length ? bytes.Skip(at + 4).Take(length).ToArray() : null;
        }
        catch (Exception error) when (error is FormatException or IndexOutOfRangeException)
        {
            return null; // no whole key
        }
    }

    private static int Length(byte[] bytes, int at) => (bytes[at] & 0x7f) << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
}
