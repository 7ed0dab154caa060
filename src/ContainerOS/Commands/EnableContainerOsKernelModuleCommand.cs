using System.Management.Automation;
using ContainerOS.KernelModules;

namespace ContainerOS.Commands;

/// <summary>Enable-ContainerOsKernelModule: loads kernel modules, now and, if wanted, at every boot.</summary>
[Cmdlet(VerbsLifecycle.Enable, "ContainerOsKernelModule", SupportsShouldProcess = true)]
[OutputType(typeof(KernelModule))]
public sealed class EnableContainerOsKernelModuleCommand : KernelModuleChangeCommand
{
    /// <summary>Also at every boot.</summary>
    [Parameter]
    public SwitchParameter Persist { get; set; }

    private protected override string Caption => "Load kernel modules";

    private protected override ModuleChangeOperation CreateOperation() => new(Name, enable: true, Persist, CommandTimeout);
}
