using System;
using System.IO;

namespace ContainerOS.Connections.HostKeys;

/// <summary>Where ssh keeps its known hosts unless ssh_config says otherwise.</summary>
internal static class KnownHostsPaths
{
    /// <summary>~/.ssh.</summary>
    public static string UserFolder { get; } = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh");

    /// <summary>~/.ssh/known_hosts: read, and written.</summary>
    public static string User { get; } = Path.Combine(UserFolder, "known_hosts");

    /// <summary>The machine's file, which ssh reads as well.</summary>
    public static string Machine { get; } = Path.DirectorySeparatorChar == '\\'
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "ssh", "ssh_known_hosts")
        : "/etc/ssh/ssh_known_hosts";
}
