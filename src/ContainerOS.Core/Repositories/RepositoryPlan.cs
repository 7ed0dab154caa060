using ContainerOS.Changes;
using ContainerOS.Targets;

namespace ContainerOS.Repositories;

/// <summary>What is to become of the repositories of one host.</summary>
internal sealed class RepositoryPlan(HostTarget target, ChangePlan change, PackageRepository[] after) : HostPlan(target, change)
{
    /// <summary>The repositories as they would be.</summary>
    public PackageRepository[] After => after;
}
