using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>How the tests log in to hosts of their own.</summary>
internal static class OwnLabLogin
{
    public static HostTarget Target(this OwnLab lab, string user, string kind = "debian") => new("own", lab.Host(kind).Address, null, user);

    public static ConnectionSettings Settings(this OwnLab lab) => LabLogin.Settings(key: lab.KeyFile, knownHosts: lab.KnownHosts);
}
