using System;
using System.Collections.Generic;
using System.Security;
using ContainerOS.Targets;

namespace ContainerOS.Connections;

/// <summary>How to connect, for all hosts of a call. What a target says itself wins.</summary>
public sealed record ConnectionSettings
{
    /// <summary>The remote account; null leaves it to ssh_config and then to the local user's name.</summary>
    public string? UserName { get; init; }

    /// <summary>The TCP port; null leaves it to ssh_config and then to 22.</summary>
    public int? Port { get; init; }

    /// <summary>The private key to log in with, and then no other; null leaves it to ssh_config and the agent.</summary>
    public string? KeyFilePath { get; init; }

    /// <summary>The private key to log in to jump hosts with; null for the one of <see cref="KeyFilePath"/>.</summary>
    public string? JumpKeyFilePath { get; init; }

    /// <summary>The passphrase of the key in <see cref="KeyFilePath"/>; null when it has none. It is never sent to a host.</summary>
    public SecureString? KeyPassphrase { get; init; }

    /// <summary>The account's password; null to log in without one.</summary>
    public SecureString? Password { get; init; }

    /// <summary>The account's password for sudo, sent only when sudo asks for it; null to use sudo only where it needs none.</summary>
    public SecureString? SudoPassword { get; init; }

    /// <summary>The known_hosts file to read and write; null leaves it to ssh_config.</summary>
    public string? KnownHostsFile { get; init; }

    /// <summary>What known_hosts calls the hosts; jump hosts go by their addresses always.</summary>
    public HostKeyAlias HostKeyAlias { get; init; }

    /// <summary>The hosts to go through, in order; over OpenSSH only. Empty leaves it to ssh_config.</summary>
    public IReadOnlyList<HostTarget> JumpHosts { get; init; } = [];

    /// <summary>What to do with a host whose key is unknown.</summary>
    public HostKeyPolicy HostKeyPolicy { get; init; }

    /// <summary>The key exchange methods to offer, as KexAlgorithms of ssh_config has them; null leaves it to ssh_config and then to the connection.</summary>
    public string? KeyExchange { get; private set; }

    /// <summary>From the first packet to a finished login.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A host that has said nothing for so long is asked for a sign of life. Without one for three times as long, the connection is lost.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The user's ssh_config file; null means ssh's own default.</summary>
    public string? SshConfigFile { get; init; }

    /// <summary>The ssh client; null looks on the PATH.</summary>
    public string? SshClientPath { get; init; }

    /// <summary>What ssh runs to ask over a named pipe; null leaves it to the system, which is this way on Windows. For tests.</summary>
    internal string? AskpassProgram { get; init; }

    /// <summary>The same with other key exchange methods.</summary>
    /// <param name="methods">As KexAlgorithms of ssh_config has them; null leaves it to ssh_config and then to the connection.</param>
    /// <returns>A copy.</returns>
    /// <exception cref="ArgumentException">It is no such list.</exception>
    public ConnectionSettings WithKeyExchange(string? methods)
    {
        if (methods is not null && !KeyExchangeList.IsValid(methods))
            throw new ArgumentException($"'{methods}' is no list of key exchange methods: give names as in KexAlgorithms of ssh_config, like curve25519-sha256, and a +, - or ^ at most before the first.");
        return this with { KeyExchange = methods };
    }
}
