using System;
using System.Reflection;
using System.Security.Cryptography;
using ContainerOS.Passwords;
using ContainerOS.Targets;
using Org.BouncyCastle.Math.EC.Rfc7748;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Org.BouncyCastle.Pqc.Crypto.NtruPrime;
using Org.BouncyCastle.Security;
using Renci.SshNet;

namespace ContainerOS.Connections.SshNet;

/// <summary>What the module finds by its name: see SshNetAssembly in Core.</summary>
public static class SshNetTransport
{
    /// <summary>Makes a connection.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How to connect.</param>
    /// <returns>The connection.</returns>
    public static IHostConnection Open(HostTarget target, ConnectionSettings settings) => new SshNetConnection(target, settings);

    /// <summary>Makes what changes the password of the account that logs in.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How to connect.</param>
    /// <returns>It.</returns>
    public static IPasswordChanger OpenPasswordChanger(HostTarget target, ConnectionSettings settings) => new SshNetPasswordChanger(target, settings);

    /// <summary>Makes a connection that stays open between calls.</summary>
    /// <param name="target">The host.</param>
    /// <param name="settings">How to connect.</param>
    /// <returns>The connection.</returns>
    public static IKeptConnection Keep(HostTarget target, ConnectionSettings settings) => new SshNetKeptConnection(target, settings);

    /// <summary>Opens the key of a call, once for all its hosts.</summary>
    /// <param name="settings">How to connect; without a key nothing is done.</param>
    public static void OpenKey(ConnectionSettings settings) => KeyFile.Of(settings);

    /// <summary>Loads everything that SSH.NET refers to, so that a missing part shows now and not with the first host.</summary>
    /// <returns>SSH.NET's version.</returns>
    public static Version Load()
    {
        var library = typeof(SshClient).Assembly;
        foreach (var name in library.GetReferencedAssemblies())
            Assembly.Load(name);
        return library.GetName().Version!;
    }

    /// <summary>Makes ready what the first connection would wait for: some 60 ms of loading, compiling and tables.</summary>
    public static void Prepare()
    {
        using var nobody = new NoneAuthenticationMethod("nobody");
        var info = new ConnectionInfo("localhost", nobody.Username, nobody);
        Algorithms.RemoveWeak(info);
        using var client = new SshClient(info);
        Ed25519.Precompute();
        X25519.Precompute();
        _ = SNtruPrimeParameters.sntrup761;
        _ = new SecureRandom().NextInt();
        using var hash = SHA256.Create();
        _ = hash.ComputeHash([]);
        new HostKeyCheck(new HostTarget(info.Host, info.Host), info.Port, new ConnectionSettings()).Order(info.HostKeyAlgorithms);
    }
}
