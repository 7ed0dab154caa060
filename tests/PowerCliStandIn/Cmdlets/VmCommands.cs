using System.Linq;
using System.Management.Automation;
using VMware.VimAutomation.ViCore.Types.V1;
using VMware.VimAutomation.ViCore.Types.V1.Inventory;

namespace PowerCliStandIn.Cmdlets;

/// <summary>Get-VM.</summary>
[Cmdlet(VerbsCommon.Get, "VM", DefaultParameterSetName = "Default")]
public sealed class GetVMCommand : PSCmdlet
{
    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, ParameterSetName = "Default")]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Ids.</summary>
    [Parameter(ParameterSetName = "ById")]
    public string[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(
        Inventory.Vms.Where(vm => Name.Any(name => new WildcardPattern(name, WildcardOptions.IgnoreCase).IsMatch(vm.Name))), enumerateCollection: true);
}

/// <summary>A cmdlet that takes VMs.</summary>
public abstract class VmCommand : PSCmdlet
{
    /// <summary>Notes a call.</summary>
    protected void Note(params VIObject[] entities)
    {
        foreach (var entity in entities)
        {
            Inventory.Calls.Add($"{MyInvocation.MyCommand.Name} {ParameterSetName} {entity.Name}");
            WriteObject(entity);
        }
    }
}

/// <summary>Start-VM.</summary>
[Cmdlet(VerbsLifecycle.Start, "VM", SupportsShouldProcess = true)]
public sealed class StartVMCommand : VmCommand
{
    /// <summary>The VMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ByName]
    public VirtualMachine[] VM { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Note(VM);
}

/// <summary>New-Snapshot.</summary>
[Cmdlet(VerbsCommon.New, "Snapshot", SupportsShouldProcess = true)]
public sealed class NewSnapshotCommand : VmCommand
{
    /// <summary>The VM.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ByName]
    public VirtualMachine? VM { get; set; }

    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord() => Note(VM!);
}

/// <summary>Move-VM.</summary>
[Cmdlet(VerbsCommon.Move, "VM", SupportsShouldProcess = true)]
public sealed class MoveVMCommand : VmCommand
{
    /// <summary>The VMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ByName]
    public VirtualMachine[] VM { get; set; } = [];

    /// <summary>Where to.</summary>
    [Parameter(Position = 1)]
    [ByName]
    public VIContainer? Destination { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Note(VM);
}
