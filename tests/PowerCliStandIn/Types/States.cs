namespace VMware.VimAutomation.ViCore.Types.V1.Inventory
{
    /// <summary>Whether a VM runs.</summary>
    public enum PowerState
    {
        /// <summary>It does not.</summary>
        PoweredOff,

        /// <summary>It does.</summary>
        PoweredOn,

        /// <summary>It sleeps.</summary>
        Suspended,
    }
}

namespace VMware.VimAutomation.ViCore.Types.V1.VM.Guest
{
    /// <summary>Whether VMware Tools runs.</summary>
    public enum GuestState
    {
        /// <summary>Not known.</summary>
        Unknown,

        /// <summary>It does.</summary>
        Running,

        /// <summary>It does not.</summary>
        NotRunning,
    }
}
