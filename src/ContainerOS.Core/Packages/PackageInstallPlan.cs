using ContainerOS.Changes;
using ContainerOS.Targets;

namespace ContainerOS.Packages;

/// <summary>What is to be installed on one host.</summary>
internal sealed class PackageInstallPlan(HostTarget target, ChangePlan change, PackageReading reading) : HostPlan(target, change)
{
    /// <summary>The host as it was read.</summary>
    public PackageReading Reading => reading;
}
