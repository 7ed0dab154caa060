using System.Collections.Generic;

namespace ContainerOS.KernelModules;

/// <summary>What a host tells about one kernel module.</summary>
internal sealed class ModuleFact(string name)
{
    public string Name { get; } = name;

    /// <summary>Null when it is unknown.</summary>
    public KernelModuleState? State { get; set; }

    /// <summary>Whether it is known to be neither built in nor loaded, whatever modprobe could do.</summary>
    public bool IsAbsent { get; set; }

    /// <summary>Why the state is unknown, or what modprobe.d has for it; null when there is nothing to say.</summary>
    public string? Remark { get; set; }

    /// <summary>Bytes; null when it is not loaded.</summary>
    public long? Size { get; set; }

    /// <summary>How many need it now; null when it is not loaded.</summary>
    public int? References { get; set; }

    /// <summary>The files by which it is loaded at boot.</summary>
    public IReadOnlyList<string> PersistedBy { get; set; } = [];

    public bool IsThere => State is KernelModuleState.BuiltIn or KernelModuleState.Loaded;
}
