using System;
using System.Linq;
using System.Management.Automation;

namespace PowerCliStandIn.Cmdlets;

/// <summary>As in PowerCLI, a name stands for the VM; everything else goes through as it is.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ByNameAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string name ? Inventory.Vms.FirstOrDefault(vm => vm.Name == name) : inputData;
}
