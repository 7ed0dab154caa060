using System;
using System.Linq;
using ContainerOS.Targets;
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

    /// <summary>Offers the key exchange methods that were asked for, in their order.</summary>
    /// <param name="info">What is offered now.</param>
    /// <param name="target">The host, for the error.</param>
    /// <param name="methods">As KexAlgorithms of ssh_config has them; null changes nothing.</param>
    /// <exception cref="HostConnectionException">NegotiationFailed: SSH.NET knows none of them.</exception>
    public static void ChooseKeyExchange(ConnectionInfo info, HostTarget target, string? methods)
    {
        if (methods is null)
            return;
        var offer = info.KeyExchangeAlgorithms;
        var all = new ConnectionInfo("host", "user", new NoneAuthenticationMethod("user")).KeyExchangeAlgorithms;
        var chosen = KeyExchangeList.Parse(methods).Apply(offer.Keys.ToList(), all.Keys.ToList());
        if (chosen.Count == 0)
        {
            throw new HostConnectionException(ConnectionFailure.NegotiationFailed, target, $"SSH.NET knows no key exchange of '{methods}'",
                "-KeyExchange, or KexAlgorithms of your ssh_config, may have these there: " + string.Join(",", all.Keys) + ". Or use -Transport OpenSsh.");
        }

        offer.Clear();
        foreach (var name in chosen)
            offer.Add(name, all[name]);
    }

    private static void Remove<T>(IOrderedDictionary<string, T> offer, Func<string, bool> isWeak)
    {
        foreach (var name in offer.Keys.Where(isWeak).ToList())
            offer.Remove(name);
    }
}
