using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Ipvs;

/// <summary>Finds hosts of one call that share what should tell them apart: mostly VMs cloned with their machine-id.</summary>
internal sealed class IdentityRegister
{
    private readonly Dictionary<(string Name, string Value), IpvsPrereqs> first = [];

    /// <summary>Flags a host that shares something with an earlier one. The earlier one may have been written already and is not touched.</summary>
    /// <returns>A warning for each.</returns>
    public IEnumerable<string> Flag(IpvsPrereqs host)
    {
        foreach (var check in host.Checks.Where(check => check.Kind == PrereqKind.Identity && check.Actual is not null))
        {
            if (!first.TryGetValue((check.Name, check.Actual!), out var earlier))
            {
                first[(check.Name, check.Actual!)] = host;
                continue;
            }

            // The very same host, given by two names: it was booted once.
            if (host.Facts?.BootId is { } boot && boot == earlier.Facts?.BootId)
                continue;
            check.Status = PrereqStatus.Unsupported;
            check.Detail = $"{earlier.ComputerName} has the same";
            check.Remedy = check.Name == "machine-id" ? "rm /etc/machine-id; systemd-machine-id-setup; reboot" : "give the VM a uuid.bios of its own, as vSphere does when it clones";
            yield return $"{host.ComputerName}: its {check.Name} is that of {earlier.ComputerName} too. Kubernetes needs hosts with one of their own.";
        }
    }
}
