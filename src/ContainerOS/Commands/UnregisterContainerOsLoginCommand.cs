using System.Linq;
using System.Management.Automation;
using ContainerOS.Errors;
using ContainerOS.Logins;

namespace ContainerOS.Commands;

/// <summary>Unregister-ContainerOsLogin: takes rules away.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "ContainerOsLogin", SupportsShouldProcess = true, DefaultParameterSetName = "Id")]
[OutputType(typeof(void))]
public sealed class UnregisterContainerOsLoginCommand : PSCmdlet
{
    /// <summary>The numbers of the rules.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Id")]
    public int[] Id { get; set; } = [];

    /// <summary>The rules.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Rule")]
    public LoginRule[] Rule { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var rules = LoginRules.Current;
        foreach (var id in ParameterSetName == "Id" ? Id : Rule.Select(rule => rule.Id))
        {
            if (rules.All.FirstOrDefault(rule => rule.Id == id) is not { } found)
                WriteError(ErrorFactory.NoLoginRule(id));
            else if (ShouldProcess(found.ToString(), "Take away"))
                rules.Remove(found);
        }
    }
}
