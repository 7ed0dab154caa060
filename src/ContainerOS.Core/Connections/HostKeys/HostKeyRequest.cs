using System;
using System.Text.RegularExpressions;
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

    /// <summary>What known_hosts calls the hosts.</summary>
    public HostKeyAlias Alias { get; init; }

    /// <summary>How long the host may take to show its keys.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The user's ssh_config; null means ssh's own default.</summary>
    public string? SshConfigFile { get; init; }

    /// <summary>The command line that does something about the keys of a host, to be shown to the user.</summary>
    public static string Command(string cmdlet, HostTarget target, int? port, string? knownHostsFile, HostKeyAlias alias = HostKeyAlias.Address) =>
        cmdlet + " " + Host(target, alias) + ((target.Port ?? port) is int number ? FormattableString.Invariant($" -Port {number}") : "")
        + (knownHostsFile is null ? "" : " -KnownHostsFile " + Quote(knownHostsFile));

    // A record, so that the command needs no connection to vCenter.
    private static string Host(HostTarget target, HostKeyAlias alias) => VmKeyName.Of(target, alias) is null ? target.Address
        : $"@{{ Address = {Quote(target.Address)}; VmUid = {Quote(target.VmUid!)} }} -HostKeyAlias VmUid";

    // PowerShell takes typographic quotes for quotes as well.
    private static string Quote(string text) => "'" + Regex.Replace(text, "['\u2018\u2019\u201a\u201b]", "$0$0") + "'";
}
