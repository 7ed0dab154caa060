using System;
using System.Net;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>How the tests log in to the lab's plain Debian host, the one with the odd accounts.</summary>
internal static class LabLogin
{
    public static HostTarget Debian(string user, int? port = null) => new("debian", Lab.Host("debian").Address, port, user);

    /// <summary>For servers that are no hosts of the lab, so that the test runs without one.</summary>
    public static ConnectionSettings Stranger(double connectSeconds) => Settings("/dev/null", "/dev/null", connectSeconds: connectSeconds);

    public static ConnectionSettings Settings(
        string? key = null, string? knownHosts = null, string? config = null, HostKeyPolicy policy = HostKeyPolicy.Strict, double connectSeconds = 15,
        string? sudoPassword = null, double keepAliveSeconds = 10) => new()
        {
            KeyFilePath = key ?? Lab.KeyFile,
            KnownHostsFile = knownHosts ?? Lab.KnownHosts,
            SshConfigFile = config ?? ClientConfig.Quick,
            HostKeyPolicy = policy,
            KeepAliveInterval = TimeSpan.FromSeconds(keepAliveSeconds),
            SudoPassword = sudoPassword is null ? null : new NetworkCredential("", sudoPassword).SecurePassword,
            ConnectTimeout = TimeSpan.FromSeconds(connectSeconds),
        };
}
