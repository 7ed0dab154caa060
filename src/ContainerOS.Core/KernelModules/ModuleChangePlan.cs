using System.Collections.Generic;
using ContainerOS.Changes;
using ContainerOS.Targets;

namespace ContainerOS.KernelModules;

/// <summary>What is to be done about modules on one host.</summary>
internal sealed class ModuleChangePlan(HostTarget target, ChangePlan change, KernelModule[] modules) : HostPlan(target, change)
{
    /// <summary>The modules as they are.</summary>
    public KernelModule[] Modules => modules;
}

/// <summary>What became of modules on one host.</summary>
/// <param name="Modules">The modules as they are now.</param>
/// <param name="Failures">What could not be done.</param>
internal sealed record ModuleChangeResult(KernelModule[] Modules, IReadOnlyList<string> Failures);
