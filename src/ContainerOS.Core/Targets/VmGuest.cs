using System.Collections.Generic;

namespace ContainerOS.Targets;

/// <summary>What a VM and its VMware Tools say about how to reach it.</summary>
internal sealed class VmGuest
{
    /// <summary>PoweredOn, PoweredOff or Suspended; null when unknown.</summary>
    public string? PowerState { get; init; }

    /// <summary>The state of VMware Tools, for example Running or NotRunning; null when unknown.</summary>
    public string? ToolsState { get; init; }

    /// <summary>The addresses in the order in which they are reported: of both families, link-local ones among them.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The guest's own host name; null when unknown.</summary>
    public string? HostName { get; init; }

    /// <summary>Why the guest could not be read at all; null when it could.</summary>
    public string? Problem { get; init; }
}
