// The names and the inheritance are those of PowerCLI; of the members only what tests need.
namespace VMware.VimAutomation.ViCore.Types.V1
{
    /// <summary>Anything with an Id.</summary>
    public interface VIObjectCore
    {
    }

    /// <summary>Anything that advanced settings belong to.</summary>
    public interface VIObject : VIObjectCore
    {
        /// <summary>The name.</summary>
        string Name { get; }
    }
}

namespace VMware.VimAutomation.ViCore.Types.V1.Inventory
{
    /// <summary>Anything in the inventory.</summary>
    public interface InventoryItem : VIObject
    {
    }

    /// <summary>A host, folder or resource pool.</summary>
    public interface VIContainer : InventoryItem
    {
    }

    /// <summary>A VM.</summary>
    public interface VirtualMachine : InventoryItem
    {
    }
}

namespace VMware.VimAutomation.ViCore.Types.V1.VM.Guest
{
    /// <summary>What VMware Tools tell.</summary>
    public interface VMGuest
    {
    }
}
