using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace ContainerOS.Connections.HostKeys;

/// <summary>A public key as it goes over the wire (RFC 4253, 6.6) and stands in base64 in known_hosts.</summary>
internal static class HostKeyBlob
{
    /// <summary>The fingerprint as OpenSSH shows it: <c>SHA256:</c> and base64 without padding.</summary>
    public static string Fingerprint(byte[] key)
    {
        using var sha = SHA256.Create();
        return "SHA256:" + Convert.ToBase64String(sha.ComputeHash(key)).TrimEnd('=');
    }

    /// <summary>The type of key behind an algorithm: the RSA signature algorithms share one type.</summary>
    public static string KeyType(string algorithm) => algorithm is "rsa-sha2-256" or "rsa-sha2-512" ? "ssh-rsa" : algorithm;

    /// <summary>Decodes a key; null when it is no key of the type, for example because a line was cut off.</summary>
    public static byte[]? Decode(string keyType, string base64)
    {
        if (!IsBase64(base64))
            return null;
        var key = Convert.FromBase64String(base64);
        return IsKey(keyType, key) ? key : null;
    }

    /// <summary>Whether the bytes are a key of the type: its name, and as many fields as the type has.</summary>
    public static bool IsKey(string keyType, byte[] key)
    {
        if (!IsName(keyType))
            return false;
        var (at, fields) = (0, 0);
        while (at + 4 <= key.Length)
        {
            var length = (uint)((key[at] << 24) | (key[at + 1] << 16) | (key[at + 2] << 8) | key[at + 3]);
            if (length > key.Length - at - 4)
                return false;
            if (fields == 0 && (length != keyType.Length || Encoding.ASCII.GetString(key, 4, (int)length) != keyType))
                return false;
            at += 4 + (int)length;
            fields++;
        }

        return at == key.Length && (FieldCount(keyType) is int count ? fields == count : fields > 1);
    }

    // Looked at first: an exception for each bad line makes a large file slow.
    private static bool IsBase64(string text)
    {
        var body = text.TrimEnd('=');
        return text.Length % 4 == 0 && text.Length - body.Length <= 2 && body.All(c => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '+' or '/');
    }

    // RFC 4251, 6: printable ASCII without blanks, at most 64 characters. A host may make up types, and they are shown.
    private static bool IsName(string keyType) => keyType.Length is > 0 and <= 64 && keyType.All(c => c is > ' ' and < '\u007f');

    private static int? FieldCount(string keyType) => keyType switch
    {
        "ssh-ed25519" => 2,
        "ssh-rsa" or "sk-ssh-ed25519@openssh.com" => 3,
        "sk-ecdsa-sha2-nistp256@openssh.com" => 4,
        "ssh-dss" => 5,
        _ => keyType.StartsWith("ecdsa-sha2-", StringComparison.Ordinal) && !keyType.Contains("@") ? 3 : null,
    };
}
