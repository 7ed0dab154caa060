using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>Makes the connection that a contract test examines.</summary>
public delegate IHostConnection ConnectionFactory(HostTarget target, ConnectionSettings settings);
