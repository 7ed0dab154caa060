using System.Collections.Generic;
using System.Management.Automation;
using ContainerOS.Connections;
using ContainerOS.Errors;
using ContainerOS.Targets;

namespace ContainerOS.Binding;

/// <summary>Gives the VMs among a cmdlet's hosts their addresses. For the pipeline's thread.</summary>
internal static class VmLocator
{
    /// <summary>The hosts that there is an address of; each other one is an error of its own.</summary>
    public static IEnumerable<HostTarget> Locate(Cmdlet cmdlet, IEnumerable<HostTarget> targets, AddressChoice choice, HostKeyAlias alias)
    {
        foreach (var target in targets)
        {
            if (TryLocate(cmdlet, target, choice) is not { } located)
                continue;
            if (alias == HostKeyAlias.VmUid && located.VmUid is null && located.Session is null)
                cmdlet.WriteVerbose($"{located}: not given as a VM with a Uid, so known_hosts has it by its address");
            yield return located;
        }
    }

    /// <summary>The same for a host that a call cannot do without.</summary>
    public static HostTarget LocateOrEnd(Cmdlet cmdlet, HostTarget target, AddressChoice choice)
    {
        try
        {
            return choice.Locate(target);
        }
        catch (VmTroubleException trouble)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.ForVm(target, trouble));
            throw;
        }
    }

    private static HostTarget? TryLocate(Cmdlet cmdlet, HostTarget target, AddressChoice choice)
    {
        try
        {
            return choice.Locate(target);
        }
        catch (VmTroubleException trouble)
        {
            cmdlet.WriteError(ErrorFactory.ForVm(target, trouble));
            return null;
        }
    }
}
