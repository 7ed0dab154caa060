namespace ContainerOS;

/// <summary>Where a kernel module is.</summary>
public enum KernelModuleState
{
    /// <summary>Part of the kernel: always there.</summary>
    BuiltIn,

    /// <summary>Loaded now.</summary>
    Loaded,

    /// <summary>Not loaded; modprobe would load it.</summary>
    Loadable,

    /// <summary>Not loaded, and modprobe.d has a command in the place of loading it, mostly one that fails.</summary>
    Blocked,

    /// <summary>This kernel has no such module.</summary>
    Missing,
}
