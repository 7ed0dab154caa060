using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace ContainerOS.Connections.HostKeys;

/// <summary>Hashed names, <c>|1|salt|hash</c>: HMAC-SHA1 of one host's name, with a salt for each line.</summary>
/// <remarks>A file may have ten thousand of them, so the HMAC is made of one SHA1 that is kept: .NET's own costs four times as much per line.</remarks>
internal sealed class HostNameHash(string name) : IDisposable
{
    private const string Magic = "|1|";
    private const int Length = 20;
    private const int BlockLength = 64;
    private readonly byte[] name = Encoding.UTF8.GetBytes(name);
    private readonly SHA1 sha = SHA1.Create();

    /// <summary>Hashes a name as ssh does with HashKnownHosts.</summary>
    public static string Create(string name)
    {
        var salt = new byte[Length];
        using (var random = RandomNumberGenerator.Create())
            random.GetBytes(salt);
        using var hash = new HostNameHash(name);
        return Magic + Convert.ToBase64String(salt) + "|" + Convert.ToBase64String(hash.Compute(salt));
    }

    /// <summary>Whether the field is the name's hash.</summary>
    public bool Match(string names)
    {
        var parts = names.Split('|');
        if (parts.Length != 4 || parts[1] != "1")
            return false;
        try
        {
            var salt = Convert.FromBase64String(parts[2]);
            return salt.Length == Length && Compute(salt).SequenceEqual(Convert.FromBase64String(parts[3]));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public void Dispose() => sha.Dispose();

    private byte[] Compute(byte[] salt) => Digest(salt, 0x5c, Digest(salt, 0x36, name));

    private byte[] Digest(byte[] salt, byte pad, byte[] message)
    {
        var block = new byte[BlockLength + message.Length];
        for (var i = 0; i < BlockLength; i++)
            block[i] = (byte)(pad ^ (i < Length ? salt[i] : 0));
        message.CopyTo(block, BlockLength);
        return sha.ComputeHash(block);
    }
}
