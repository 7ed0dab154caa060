using System.Collections.Generic;
using System.Linq;
using ContainerOS.KernelModules;

namespace ContainerOS.Ipvs;

/// <summary>The checks of kernel modules.</summary>
internal static class ModuleChecks
{
    public static IEnumerable<PrereqCheck> Create(IpvsFacts facts, IpvsRequest request)
    {
        if (request.Mode == ProxyMode.Ipvs)
        {
            foreach (var name in request.IpvsModules)
                yield return Create(facts, name, required: true);
        }

        yield return Create(facts, IpvsRequest.Conntrack(facts), required: true);
        yield return Create(facts, "br_netfilter", request.Kubernetes.WantsBridgeCall);
    }

    private static PrereqCheck Create(IpvsFacts facts, string name, bool required)
    {
        var module = facts.Modules.TryGetValue(name, out var known) ? known : new ModuleFact(name);
        // Parts of the bridge may be in a kernel of which nothing else says so.
        if (name == "br_netfilter" && !module.IsThere && facts.BridgeCall is not null)
            return new PrereqCheck(PrereqKind.Module, name, required, PrereqStatus.Ok) { Detail = "/proc/sys/net/bridge is there" };
        var (status, detail, remedy) = Judge(facts, module);
        return new PrereqCheck(PrereqKind.Module, name, required, status) { Detail = detail, Remedy = remedy, Fixable = status is PrereqStatus.Loadable or PrereqStatus.NotPersistent };
    }

    private static (PrereqStatus Status, string? Detail, string? Remedy) Judge(IpvsFacts facts, ModuleFact module)
    {
        var files = module.PersistedBy.Where(file => Remedies.Survives(facts.Family, file)).ToList();
        var atBoot = files.Count > 0 ? string.Join(", ", files) : null;
        switch (module.State)
        {
            case KernelModuleState.BuiltIn:
                return (PrereqStatus.Ok, "built in", null);
            case KernelModuleState.Loaded when atBoot is not null:
                return (PrereqStatus.Ok, "loaded, at boot by " + atBoot, null);
            case KernelModuleState.Loaded when facts.PersistenceUnknown is { } reason:
                return (PrereqStatus.Ok, "loaded; not known whether at the next boot too: " + reason, null);
            case KernelModuleState.Loaded:
                return (PrereqStatus.NotPersistent, "loaded, but nothing loads it at the next boot", Remedies.Keep(facts.Family, module.Name));
            case KernelModuleState.Loadable:
                return (PrereqStatus.Loadable, "not loaded" + (atBoot is null ? "" : ", will be at the next boot by " + atBoot), atBoot is null ? Remedies.Load(facts.Family, module.Name) : $"modprobe {module.Name}");
            case KernelModuleState.Blocked:
                return (PrereqStatus.Unsupported, $"modprobe.d keeps it from being loaded: '{module.Remark}'", $"look for 'install {module.Name}' in /etc/modprobe.d");
            case KernelModuleState.Missing:
                return (PrereqStatus.Missing, "not in this kernel", Remedies.NoModule(facts.Family));
            case null when module.IsAbsent:
                return (PrereqStatus.Missing, "not loaded; not known whether it can be: " + module.Remark, $"modprobe {module.Name}");
            default:
                return (PrereqStatus.Unknown, module.Remark ?? facts.Why("/sys/module"), null);
        }
    }
}
