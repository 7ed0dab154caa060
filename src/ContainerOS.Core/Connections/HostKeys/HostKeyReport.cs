using System.Collections.Generic;
using ContainerOS.Targets;

namespace ContainerOS.Connections.HostKeys;

/// <summary>What was found out about the keys of one host.</summary>
public sealed class HostKeyReport
{
    internal HostKeyReport(HostTarget target, HostKeyLocation location, IReadOnlyList<HostKey> keys)
    {
        Target = target;
        Location = location;
        Keys = keys;
    }

    /// <summary>The host.</summary>
    public HostTarget Target { get; }

    /// <summary>Its keys; never empty.</summary>
    public IReadOnlyList<HostKey> Keys { get; }

    /// <summary>The known_hosts file that keys are added to and removed from.</summary>
    public string KnownHostsFile => Location.KnownHostsFile;

    /// <summary>What known_hosts calls the host, for example <c>[web1]:2222</c>.</summary>
    public string KnownHostsName => KnownHostNames.Of(Location.Name, Location.NamePort);

    internal HostKeyLocation Location { get; }
}
