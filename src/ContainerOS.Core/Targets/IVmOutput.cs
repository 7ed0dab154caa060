namespace ContainerOS.Targets;

/// <summary>What remembers the VM behind its host, so that it can be piped to PowerCLI. Methods, since PowerShell shows the properties of interfaces.</summary>
internal interface IVmOutput
{
    /// <summary>The VM; null when the host was not given as one.</summary>
    VmReference? GetVm();
}
