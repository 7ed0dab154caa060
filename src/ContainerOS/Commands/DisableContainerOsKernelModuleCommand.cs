using System.Management.Automation;
using ContainerOS.KernelModules;

namespace ContainerOS.Commands;

/// <summary>Disable-ContainerOsKernelModule: unloads kernel modules, and no longer loads them at boot.</summary>
[Cmdlet(VerbsLifecycle.Disable, "ContainerOsKernelModule", SupportsShouldProcess = true)]
[OutputType(typeof(KernelModule))]
public sealed class DisableContainerOsKernelModuleCommand : KernelModuleChangeCommand
{
    private protected override string Caption => "Unload kernel modules";

    private protected override ModuleChangeOperation CreateOperation() => new(Name, enable: false, atBoot: false, CommandTimeout);
}
