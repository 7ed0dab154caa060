namespace ContainerOS.Targets;

/// <summary>A result that is told the VM behind its host when it is handed out.</summary>
internal interface IVmResult : IVmOutput
{
    /// <summary>Sets the VM; null when the host was not given as one.</summary>
    void SetVm(VmReference? value);
}
