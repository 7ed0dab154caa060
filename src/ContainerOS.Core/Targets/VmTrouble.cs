namespace ContainerOS.Targets;

/// <summary>Why a VM cannot be connected to. The names are the stable error ids.</summary>
public enum VmTrouble
{
    /// <summary>It is powered off.</summary>
    VmPoweredOff,

    /// <summary>It is suspended.</summary>
    VmSuspended,

    /// <summary>VMware Tools does not run in it, and so no address of it is known.</summary>
    VmToolsNotRunning,

    /// <summary>VMware Tools reports no address, or none that is wanted.</summary>
    VmAddressUnknown,
}
