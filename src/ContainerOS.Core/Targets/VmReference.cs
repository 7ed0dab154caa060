namespace ContainerOS.Targets;

/// <summary>The virtual machine that a host was given as.</summary>
internal sealed class VmReference
{
    /// <summary>PowerCLI's Uid, for example <c>/VIServer=kim@vc1:443/VirtualMachine=VirtualMachine-vm-177/</c>; null when unknown.</summary>
    public string? Uid { get; init => field = value is null ? null : HostText.Clean(value); }

    /// <summary>PowerCLI's Id, for example <c>VirtualMachine-vm-177</c>; null when unknown.</summary>
    public string? Id { get; init => field = value is null ? null : HostText.Clean(value); }

    /// <summary>PowerCLI's object; null when only the Uid or Id came, as from a CSV file.</summary>
    public object? Vm { get; init; }
}
