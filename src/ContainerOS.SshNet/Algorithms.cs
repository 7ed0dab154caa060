using System;
using System.Linq;
using Renci.SshNet;

namespace ContainerOS.Connections.SshNet;

/// <summary>What is offered to servers. SSH.NET still offers what OpenSSH has given up by default.</summary>
internal static class Algorithms
{
    /// <summary>Takes out SHA-1 key exchanges and signatures, DSA, CBC and older ciphers, and short or MD5 MACs.</summary>
    public static void RemoveWeak(ConnectionInfo info)
    {
        Remove(info.KeyExchangeAlgorithms, name => name.EndsWith("-sha1", StringComparison.Ordinal));
        Remove(info.HostKeyAlgorithms, name => name.StartsWith("ssh-rsa", StringComparison.Ordinal) || name.StartsWith("ssh-dss", StringComparison.Ordinal));
        Remove(info.Encryptions, name => !name.StartsWith("aes", StringComparison.Ordinal) && !name.StartsWith("chacha20", StringComparison.Ordinal));
        Remove(info.Encryptions, name => name.EndsWith("-cbc", StringComparison.Ordinal));
        Remove(info.HmacAlgorithms, name => name.Contains("md5") || name.Contains("-96"));
    }

    private static void Remove<T>(IOrderedDictionary<string, T> offer, Func<string, bool> isWeak)
    {
        foreach (var name in offer.Keys.Where(isWeak).ToList())
            offer.Remove(name);
    }
}
