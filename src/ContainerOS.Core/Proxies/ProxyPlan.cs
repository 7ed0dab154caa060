using System.Collections.Generic;
using ContainerOS.Changes;
using ContainerOS.Targets;

namespace ContainerOS.Proxies;

/// <summary>What is to become of the proxies of one host.</summary>
internal sealed class ProxyPlan(HostTarget target, ChangePlan change, IReadOnlyList<ProxyChange> after) : HostPlan(target, change)
{
    /// <summary>The programs as they would be.</summary>
    public IReadOnlyList<ProxyChange> After => after;
}
