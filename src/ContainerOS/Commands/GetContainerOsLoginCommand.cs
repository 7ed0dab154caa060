using System.Linq;
using System.Management.Automation;
using ContainerOS.Binding;
using ContainerOS.Errors;
using ContainerOS.Logins;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Get-ContainerOsLogin: the rules of this runspace, or which of them applies to a host.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerOsLogin", DefaultParameterSetName = "List")]
[OutputType(typeof(LoginRule), ParameterSetName = ["List"])]
[OutputType(typeof(LoginChoice), ParameterSetName = ["Explain"])]
public sealed class GetContainerOsLoginCommand : PSCmdlet
{
    /// <summary>The numbers of the rules.</summary>
    [Parameter(Position = 0, ParameterSetName = "List")]
    public int[] Id { get; set; } = [];

    /// <summary>The host to explain.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Explain")]
    [TargetTransformation]
    public HostTarget[] Explain { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == "List")
        {
            foreach (var missing in Id.Except(LoginRules.Current.All.Select(rule => rule.Id)))
                WriteError(ErrorFactory.NoLoginRule(missing));
            WriteObject(LoginRules.Current.All.Where(rule => Id.Length == 0 || Id.Contains(rule.Id)), enumerateCollection: true);
            return;
        }

        foreach (var target in Explain)
        {
            try
            {
                WriteObject(new LoginSelector(this, LoginRules.Current.All).Explain(target, null));
            }
            catch (LoginException trouble)
            {
                WriteError(ErrorFactory.ForLogin(target, trouble));
            }
        }
    }
}
