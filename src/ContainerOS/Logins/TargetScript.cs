using System.Collections.ObjectModel;
using System.Management.Automation;
using ContainerOS.Targets;

namespace ContainerOS.Logins;

/// <summary>Runs a script block of the user's about one host: $_ is the VM, or the host where it was not given as one. For the pipeline's thread.</summary>
internal static class TargetScript
{
    /// <exception cref="LoginException">The script block failed.</exception>
    public static Collection<PSObject> Run(ScriptBlock script, HostTarget target, string what)
    {
        try
        {
            return script.InvokeWithContext(null, [new PSVariable("_", target.Vm?.Vm ?? target)]);
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            throw new LoginException("LoginRuleFailed", $"{target.ComputerName}: {what} failed: {HostText.Clean(error.Message)}", error);
        }
    }
}
