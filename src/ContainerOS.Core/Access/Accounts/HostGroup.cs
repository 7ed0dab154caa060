using System.Collections.Generic;

namespace ContainerOS.Access.Accounts;

/// <summary>A group of a host.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Gid">Its number.</param>
/// <param name="Members">The accounts that it names; those whose own group it is are not among them.</param>
internal sealed record HostGroup(string Name, uint Gid, IReadOnlyList<string> Members);
