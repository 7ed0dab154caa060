using VMware.VimAutomation.ViCore.Types.V1.Inventory;
using VMware.VimAutomation.ViCore.Types.V1.VM.Guest;

namespace VMware.VimAutomation.ViCore.Impl.V1.VM
{
    /// <summary>What Get-VM returns as a rule.</summary>
    public class UniversalVirtualMachineImpl : VirtualMachine
    {
        /// <summary>The name.</summary>
        public string Name { get; set; } = "";

        /// <summary>The managed object's id.</summary>
        public string Id => "VirtualMachine-vm-" + Number;

        /// <summary>The id with its server.</summary>
        public string Uid => $"/VIServer=vsphere.local\\kim@vc1.example:443/VirtualMachine={Id}/";

        /// <summary>Whether it runs.</summary>
        public PowerState PowerState { get; set; } = PowerState.PoweredOn;

        /// <summary>What its guest reports.</summary>
        public VMGuest? Guest { get; set; }

        /// <summary>Processors.</summary>
        public int NumCpu => 2;

        /// <summary>Memory.</summary>
        public decimal MemoryGB => 4;

        /// <summary>Notes.</summary>
        public string Notes => "";

        internal int Number { get; set; }

        /// <inheritdoc/>
        public override string ToString() => Name;
    }
}

namespace VMware.VimAutomation.ViCore.Impl.V1.VM.Guest
{
    /// <summary>A guest.</summary>
    public class VMGuestImpl : VMGuest
    {
        /// <summary>Addresses of both families.</summary>
        public string[]? IPAddress { get; set; }

        /// <summary>The guest's own name.</summary>
        public string? HostName { get; set; }

        /// <summary>The operating system.</summary>
        public string? OSFullName { get; set; }

        /// <summary>Whether VMware Tools runs.</summary>
        public GuestState State { get; set; } = GuestState.Running;

        /// <summary>The VM.</summary>
        public VirtualMachine? VM { get; set; }

        /// <summary>Its name.</summary>
        public string? VmName => VM?.Name;

        /// <inheritdoc/>
        public override string ToString() => VmName + ":" + OSFullName;
    }

    /// <summary>A guest of another version: one string for the addresses.</summary>
    public class OldVMGuestImpl : VMGuest
    {
        /// <summary>The addresses.</summary>
        public string? IPAddress { get; set; }
    }
}

namespace VMware.VimAutomation.ViCore.Impl.V1.Inventory
{
    /// <summary>What Get-VM -Tag returns now and then, here with the properties of another version: no Uid, and some that are new.</summary>
    public class VirtualMachineImpl : VirtualMachine
    {
        /// <summary>The name.</summary>
        public string Name { get; set; } = "";

        /// <summary>The managed object's id.</summary>
        public string Id => "VirtualMachine-vm-999";

        /// <summary>Whether it runs; a text.</summary>
        public string PowerState => "PoweredOn";

        /// <summary>What its guest reports.</summary>
        public VMGuest? Guest { get; set; }

        /// <summary>New in that version.</summary>
        public object? PersistentId => null;

        /// <inheritdoc/>
        public override string ToString() => Name;
    }

    /// <summary>What is left of a VM when the connection to vCenter is gone.</summary>
    public class DisconnectedVirtualMachineImpl : VirtualMachine
    {
        /// <summary>The name.</summary>
        public string Name { get; set; } = "";

        /// <summary>Whether it runs.</summary>
        public PowerState PowerState => PowerState.PoweredOn;

        /// <summary>What its guest reports.</summary>
        public VMGuest Guest => throw new System.InvalidOperationException("You are not currently connected to any servers.");

        /// <inheritdoc/>
        public override string ToString() => Name;
    }
}
