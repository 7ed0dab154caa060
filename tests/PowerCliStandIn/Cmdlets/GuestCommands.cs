using System.Linq;
using System.Management.Automation;
using VMware.VimAutomation.ViCore.Impl.V1.VM;
using VMware.VimAutomation.ViCore.Impl.V1.VM.Guest;
using VMware.VimAutomation.ViCore.Types.V1;
using VMware.VimAutomation.ViCore.Types.V1.Inventory;
using VMware.VimAutomation.ViCore.Types.V1.VM.Guest;

namespace PowerCliStandIn.Cmdlets;

/// <summary>A cmdlet that takes VMs or guests.</summary>
public abstract class GuestCommand : VmCommand
{
    /// <summary>The VMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Default")]
    [ByName]
    public VirtualMachine[] VM { get; set; } = [];

    /// <summary>The guests.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "VMGuest")]
    public VMGuest[] Guest { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Note(ParameterSetName == "Default" ? VM : Guest.Select(guest => (VIObject)((VMGuestImpl)guest).VM!).ToArray());
}

/// <summary>Stop-VMGuest.</summary>
[Cmdlet(VerbsLifecycle.Stop, "VMGuest", SupportsShouldProcess = true, DefaultParameterSetName = "Default")]
public sealed class StopVMGuestCommand : GuestCommand
{
}

/// <summary>Restart-VMGuest.</summary>
[Cmdlet(VerbsLifecycle.Restart, "VMGuest", SupportsShouldProcess = true, DefaultParameterSetName = "Default")]
public sealed class RestartVMGuestCommand : GuestCommand
{
}

/// <summary>Get-VMGuest.</summary>
[Cmdlet(VerbsCommon.Get, "VMGuest")]
public sealed class GetVMGuestCommand : PSCmdlet
{
    /// <summary>The VMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ByName]
    public VirtualMachine[] VM { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(VM.OfType<UniversalVirtualMachineImpl>().Select(vm => vm.Guest), enumerateCollection: true);
}

/// <summary>Takes VMs by the implementation's type, as no cmdlet should.</summary>
[Cmdlet(VerbsCommon.Show, "VMImplementation")]
public sealed class ShowVMImplementationCommand : VmCommand
{
    /// <summary>The VMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public UniversalVirtualMachineImpl[] VM { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Note(VM);
}
