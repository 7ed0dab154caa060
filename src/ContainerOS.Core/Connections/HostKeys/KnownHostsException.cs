using System;

namespace ContainerOS.Connections.HostKeys;

/// <summary>A known_hosts file cannot be read or written. The message names the file and what to do.</summary>
public sealed class KnownHostsException : Exception
{
    internal KnownHostsException(string path, string problem, string remedy, Exception? innerException = null)
        : base(HostText.Clean($"{path}: {problem}. {remedy}"), innerException) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
