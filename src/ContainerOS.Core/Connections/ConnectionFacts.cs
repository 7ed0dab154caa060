using System.Collections.Generic;

namespace ContainerOS.Connections;

/// <summary>What a connection learns about a host by connecting to it.</summary>
public sealed class ConnectionFacts
{
    /// <summary>The account that logged in; null when unknown.</summary>
    public string? UserName { get; init; }

    /// <summary>The IP address that was connected to; null when unknown or behind a proxy.</summary>
    public string? IPAddress { get; init; }

    /// <summary>The TCP port that was connected to; null when unknown.</summary>
    public int? Port { get; init; }

    /// <summary>The software version that the server announced, for example <c>OpenSSH_9.2p1 Debian-2+deb12u10</c>; null when unknown.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>The algorithm of the host key, for example <c>ssh-ed25519</c>; null when unknown.</summary>
    public string? HostKeyAlgorithm { get; init; }

    /// <summary>The SHA256 fingerprint of the host key, as <c>SHA256:...</c>; null when unknown.</summary>
    public string? HostKeyFingerprint { get; init; }

    /// <summary>The login methods that the server offered; empty when unknown.</summary>
    public IReadOnlyList<string> AuthenticationMethods { get; init; } = [];

    /// <summary>How often the server had to be asked until it let us in: more than 1 when it limits its logins.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>What the user should hear about a connection that works, for example that a host key could not be stored.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
