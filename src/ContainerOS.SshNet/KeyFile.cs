using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace ContainerOS.Connections.SshNet;

/// <summary>The private key of a call, opened once for all its hosts: what protects an encrypted key makes opening it slow.</summary>
internal sealed class KeyFile : IPrivateKeySource
{
    private static readonly ConditionalWeakTable<ConnectionSettings, Lazy<KeyFile>> Open = new();

    private KeyFile(string path, ConnectionSettings settings)
    {
        HostKeyAlgorithms = [];
        Trouble = KeyFileTrouble.IfOpenToOthers(path);
        if (Trouble is not null)
            return;
        try
        {
            var key = settings.KeyPassphrase is { } passphrase ? new PrivateKeyFile(path, Secret.Text(passphrase)) : new PrivateKeyFile(path);
            HostKeyAlgorithms = key.HostKeyAlgorithms.Select(algorithm => new OneAtATime(algorithm, key)).ToList();
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            Trouble = KeyFileTrouble.Locked(path, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Trouble = $"the key {path} cannot be read: {error.Message}";
        }
        catch (Exception error) // whatever its parser and its ciphers throw
        {
            Trouble = settings.KeyPassphrase is null ? $"the file {path} is no private key: {error.Message}"
                : $"{KeyFileTrouble.Locked(path, settings.KeyPassphrase)}, or is no private key: {error.Message}";
        }
    }

    public System.Collections.Generic.IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; }

    /// <summary>Why it cannot be used; null when it can.</summary>
    public string? Trouble { get; }

    /// <summary>The key of these settings, for as long as they are in use; null when they name none.</summary>
    public static KeyFile? Of(ConnectionSettings settings) => settings.KeyFilePath is { } path
        ? Open.GetValue(settings, _ => new Lazy<KeyFile>(() => new KeyFile(path, settings))).Value
        : null;

    /// <summary>Keys are not made to sign on several threads at once.</summary>
    private sealed class OneAtATime(HostAlgorithm algorithm, object gate) : HostAlgorithm(algorithm.Name)
    {
        public override byte[] Data => algorithm.Data;

        public override byte[] Sign(byte[] data)
        {
            lock (gate)
                return algorithm.Sign(data);
        }

        public override bool VerifySignature(byte[] data, byte[] signature) => algorithm.VerifySignature(data, signature);
    }
}
