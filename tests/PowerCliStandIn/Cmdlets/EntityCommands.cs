using System.Management.Automation;
using VMware.VimAutomation.ViCore.Types.V1;
using VMware.VimAutomation.ViCore.Types.V1.Inventory;

namespace PowerCliStandIn.Cmdlets;

/// <summary>New-TagAssignment.</summary>
[Cmdlet(VerbsCommon.New, "TagAssignment", SupportsShouldProcess = true)]
public sealed class NewTagAssignmentCommand : VmCommand
{
    /// <summary>The tag.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Tag { get; set; } = "";

    /// <summary>What gets it.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ByName]
    public VIObjectCore? Entity { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Note((VIObject)Entity!);
}

/// <summary>Set-Annotation.</summary>
[Cmdlet(VerbsCommon.Set, "Annotation", SupportsShouldProcess = true)]
public sealed class SetAnnotationCommand : VmCommand
{
    /// <summary>What gets it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ByName]
    public InventoryItem[] Entity { get; set; } = [];

    /// <summary>The attribute.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string CustomAttribute { get; set; } = "";

    /// <summary>The value.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    public string Value { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord() => Note(Entity);
}

/// <summary>New-AdvancedSetting.</summary>
[Cmdlet(VerbsCommon.New, "AdvancedSetting", SupportsShouldProcess = true)]
public sealed class NewAdvancedSettingCommand : VmCommand
{
    /// <summary>What gets it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ByName]
    public VIObject? Entity { get; set; }

    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Name { get; set; } = "";

    /// <summary>The value.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    public object? Value { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Note(Entity!);
}

/// <summary>Get-AdvancedSetting.</summary>
[Cmdlet(VerbsCommon.Get, "AdvancedSetting")]
public sealed class GetAdvancedSettingCommand : VmCommand
{
    /// <summary>Whose.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ByName]
    public VIObject[] Entity { get; set; } = [];

    /// <summary>Their names.</summary>
    [Parameter(Position = 1)]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Note(Entity);
}
