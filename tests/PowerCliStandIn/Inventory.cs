using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using VMware.VimAutomation.ViCore.Impl.V1.Inventory;
using VMware.VimAutomation.ViCore.Impl.V1.VM;
using VMware.VimAutomation.ViCore.Impl.V1.VM.Guest;
using VMware.VimAutomation.ViCore.Types.V1.Inventory;
using VMware.VimAutomation.ViCore.Types.V1.VM.Guest;

namespace PowerCliStandIn;

/// <summary>The VMs: the lab's hosts (CONTAINEROS_LAB), and odd ones.</summary>
public static class Inventory
{
    private static readonly Lazy<List<VirtualMachine>> All = new(() => [.. LabVms(), .. OddVms()]);

    /// <summary>What was done, as "Stop-VMGuest Default web1": the cmdlet, its parameter set, the VM.</summary>
    public static List<string> Calls { get; } = [];

    /// <summary>All VMs.</summary>
    public static IReadOnlyList<VirtualMachine> Vms => All.Value;

    /// <summary>Makes VMs with an address each, for measurements.</summary>
    /// <param name="count">How many.</param>
    /// <returns>VMs that are not in the inventory.</returns>
    public static VirtualMachine[] Make(int count) =>
        Enumerable.Range(0, count).Select(i => (VirtualMachine)Create(i, "vm" + i, "fe80::250:56ff:fe00:1", $"10.1.{i / 250}.{(i % 250) + 1}")).ToArray();

    private static IEnumerable<VirtualMachine> LabVms()
    {
        if (Environment.GetEnvironmentVariable("CONTAINEROS_LAB") is not { Length: > 0 } lab)
            yield break;
        var rows = File.ReadAllLines(Path.Combine(lab, "hosts.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();
        for (var i = 0; i < rows.Count; i++)
            yield return Create(i + 1, rows[i][0], "fe80::250:56ff:fe00:1", rows[i][1]);
    }

    private static IEnumerable<VirtualMachine> OddVms()
    {
        var off = Create(101, "odd-off", "10.0.0.1");
        off.PowerState = PowerState.PoweredOff;
        var suspended = Create(102, "odd-suspended", "10.0.0.2");
        suspended.PowerState = PowerState.Suspended;
        var noTools = Create(103, "odd-notools");
        ((VMGuestImpl)noTools.Guest!).State = GuestState.NotRunning;
        var nullAddress = Create(104, "odd-nulladdress");
        ((VMGuestImpl)nullAddress.Guest!).IPAddress = null;
        var noGuest = Create(105, "odd-noguest");
        noGuest.Guest = null;
        return
        [
            off, suspended, noTools, nullAddress, noGuest, Create(106, "odd-noaddress"), Create(107, "odd-linklocal", "fe80::1", "169.254.7.7"),
            new DisconnectedVirtualMachineImpl { Name = "odd-disconnected" },
            new VirtualMachineImpl { Name = "odd-onestring", Guest = new OldVMGuestImpl { IPAddress = "127.0.0.1" } },
        ];
    }

    private static UniversalVirtualMachineImpl Create(int number, string name, params string[] addresses)
    {
        var vm = new UniversalVirtualMachineImpl { Name = name, Number = number };
        vm.Guest = new VMGuestImpl { VM = vm, IPAddress = addresses, HostName = "localhost", OSFullName = name.Split('-')[0] };
        return vm;
    }
}
