using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace ContainerOS.Targets;

/// <summary>Chooses the address of a VM: the first usable IPv4 address, else IPv6, else the guest's host name.</summary>
/// <param name="family">The addresses that may be taken.</param>
/// <param name="networks">The networks that the address must be in, the most wanted first; empty for any. An address in one of them is taken even if it is link-local.</param>
public sealed class AddressChoice(IPFamily family, IReadOnlyList<AddressNetwork> networks)
{
    /// <summary>Gives a target that came as a VM its address. Others are returned as they are.</summary>
    /// <param name="target">The target.</param>
    /// <returns>A target to connect to.</returns>
    /// <exception cref="VmTroubleException">The VM cannot be connected to.</exception>
    public HostTarget Locate(HostTarget target) => target.Guest is { } guest ? target.At(Choose(target.ComputerName, guest)) : target;

    internal string Choose(string vm, VmGuest guest)
    {
        if (guest.PowerState is "PoweredOff")
            throw new VmTroubleException(VmTrouble.VmPoweredOff, vm, "the VM is powered off", "Start it with Start-VM, or leave it out with Where-Object PowerState -eq PoweredOn.");
        if (guest.PowerState is "Suspended")
            throw new VmTroubleException(VmTrouble.VmSuspended, vm, "the VM is suspended", "Resume it with Start-VM, or leave it out with Where-Object PowerState -eq PoweredOn.");
        if (guest.Problem is { } problem)
            throw new VmTroubleException(VmTrouble.VmAddressUnknown, vm, problem, "Get the VM again with Get-VM, or give an address.");
        var known = guest.Addresses.Select(GuestAddress.Parse).OfType<IPAddress>().ToList();
        return Preferred(known)?.ToString() ?? NameOf(guest) ?? throw NoAddress(vm, guest, known);
    }

    private IPAddress? Preferred(List<IPAddress> known)
    {
        var wanted = known.Where(address => family == IPFamily.Any || GuestAddress.IsIPv4(address) == (family == IPFamily.IPv4)).OrderByDescending(GuestAddress.IsIPv4).ToList();
        return networks.Count == 0 ? wanted.FirstOrDefault(GuestAddress.IsUsable) : networks.Select(network => wanted.FirstOrDefault(network.Contains)).FirstOrDefault(address => address is not null);
    }

    // Who names a family or a network does not want whatever a name resolves to. Many guests call themselves localhost.
    private string? NameOf(VmGuest guest)
    {
        if (family != IPFamily.Any || networks.Count > 0 || guest.HostName is not { } name || name.Split('.')[0].Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            return HostTargetParser.CheckAddress(name);
        }
        catch (HostTargetException)
        {
            return null; // it is no host name, which is what the error then says
        }
    }

    private VmTroubleException NoAddress(string vm, VmGuest guest, List<IPAddress> known)
    {
        if (known.Count == 0 && guest.ToolsState is { } tools && tools != "Running")
            return new VmTroubleException(VmTrouble.VmToolsNotRunning, vm, $"VMware Tools does not run in the VM (state: {tools}), so its address is not known", "Start open-vm-tools in the VM, or give its address instead of the VM.");
        var wanted = string.Join(" and ", new[] { family == IPFamily.Any ? null : $"is {family}", networks.Count == 0 ? null : "is in " + string.Join(" or ", networks) }.Where(part => part is not null));
        var problem = known.Count == 0 ? "VMware Tools reports neither an address nor a usable host name"
            : $"none of the VM's addresses ({string.Join(", ", known)}) {(wanted.Length == 0 ? "can be reached from other machines" : wanted)}";
        return new VmTroubleException(VmTrouble.VmAddressUnknown, vm, problem, known.Count == 0 ? "A VM that has just started needs a moment: Wait-Tools waits for it. Or give its address instead of the VM." : "-AddressFamily and -Network choose among its addresses.");
    }
}
