using System.Collections.Generic;
using ContainerOS.Changes;
using ContainerOS.Targets;

namespace ContainerOS.Ipvs;

/// <summary>What is to be done on one host to make it ready.</summary>
internal sealed class InstallPlan(HostTarget target, ChangePlan change, IpvsPrereqs before) : HostPlan(target, change)
{
    /// <summary>The host as it is.</summary>
    public IpvsPrereqs Before => before;

    /// <summary>What is planned, and what cannot be done.</summary>
    public IReadOnlyList<PrereqItem> Items { get; init; } = [];

    /// <summary>Whether all of it outlives a reboot.</summary>
    public bool SurvivesReboot { get; init; }
}
