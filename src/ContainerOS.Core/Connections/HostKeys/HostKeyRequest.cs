using System;
using ContainerOS.Targets;

namespace ContainerOS.Connections.HostKeys;

/// <summary>What to find out about the keys of hosts.</summary>
public sealed class HostKeyRequest
{
    /// <summary>Ask the host for the keys that it shows now; otherwise only known_hosts is read.</summary>
    public bool Offered { get; init; }

    /// <summary>The known_hosts file; null leaves it to ssh_config and then to ~/.ssh/known_hosts.</summary>
    public string? KnownHostsFile { get; init; }

    /// <summary>The port of targets that name none; null leaves it to ssh_config and then to 22.</summary>
    public int? Port { get; init; }

    /// <summary>How long the host may take to show its keys.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The user's ssh_config; null means ssh's own default.</summary>
    public string? SshConfigFile { get; init; }

    /// <summary>The command line that does something about the keys of a host, to be shown to the user.</summary>
    public static string Command(string cmdlet, HostTarget target, int? port, string? knownHostsFile) =>
        cmdlet + " " + target.Address + ((target.Port ?? port) is int number ? FormattableString.Invariant($" -Port {number}") : "")
        + (knownHostsFile is null ? "" : $" -KnownHostsFile '{knownHostsFile.Replace("'", "''")}'");
}
