using System;
using System.Collections.Generic;
using ContainerOS.Connections;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>How far a connection to a host comes. Null where the test did not come that far, or cannot tell.</summary>
public sealed class ConnectionTest : ISessionOutput, IVmResult
{
    private VmReference? vm;

    internal ConnectionTest(string computerName, string address)
    {
        ComputerName = computerName;
        Address = address;
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName { get; }

    /// <summary>The name, address or ssh_config alias that was connected to.</summary>
    public string Address { get; }

    /// <summary>The TCP port that was connected to.</summary>
    public int Port { get; internal set; } = 22;

    /// <summary>The account; null when the connection does not tell.</summary>
    public string? UserName { get; internal set; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => vm?.Uid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => vm?.Id;

    /// <summary>Whether the script of the test ran: all other cmdlets will work.</summary>
    public bool Ok { get; internal set; }

    /// <summary>The name resolves and the network leads to the host: something answered, if only by refusing.</summary>
    public bool? Reachable { get; internal set; }

    /// <summary>Something listens on the port.</summary>
    public bool? PortOpen { get; internal set; }

    /// <summary>Known, Unknown, Changed or Revoked, by known_hosts.</summary>
    public HostKeyState? HostKey { get; internal set; }

    /// <summary>The fingerprint of the key that the host shows, as <c>SHA256:...</c>.</summary>
    public string? HostKeyFingerprint { get; internal set; }

    /// <summary>The login methods that the server offers to this account.</summary>
    public IReadOnlyList<string> AuthenticationMethods { get; internal set; } = [];

    /// <summary>The server accepted the login.</summary>
    public bool? LoggedIn { get; internal set; }

    /// <summary>The password must be changed before anything else.</summary>
    public bool? PasswordExpired { get; internal set; }

    /// <summary>Scripts can run as root: the account is root, or sudo lets it without a password or with the one that was given.</summary>
    public bool? CanElevate { get; internal set; }

    /// <summary>The network's round trip, without what sudo takes; over OpenSSH estimated from the time that the login took.</summary>
    public TimeSpan? Latency { get; internal set; }

    /// <summary>The host's clock minus this machine's, right to about a tenth of a second.</summary>
    public TimeSpan? ClockSkew { get; internal set; }

    /// <summary>What the SSH server calls itself.</summary>
    public string? SshServerVersion { get; internal set; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public ConnectionFailure? Failure { get; internal set; }

    /// <summary>What went wrong in words, and what to do; null when nothing did.</summary>
    public string? Message { get; internal set; }

    /// <summary>How often the server had to be asked until it let us in or was given up: more than 1 when it limits its logins.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>How long the test took.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    HostSession? ISessionOutput.Session { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Failure?.ToString() ?? "ok"}";
}
