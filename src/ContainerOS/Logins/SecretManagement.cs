using System.Linq;
using System.Management.Automation;
using System.Security;

namespace ContainerOS.Logins;

/// <summary>Microsoft.PowerShell.SecretManagement, where it is installed.</summary>
internal static class SecretManagement
{
    private const string GetSecret = @"Microsoft.PowerShell.SecretManagement\Get-Secret";

    /// <summary>Fetches a credential, or a password without an account. It is never shown.</summary>
    /// <exception cref="LoginException">SecretUnavailable.</exception>
    public static (string? UserName, SecureString Password) Get(PSCmdlet cmdlet, string name)
    {
        LoginException Unavailable(string problem, RuntimeException? cause = null) => new("SecretUnavailable", $"the secret '{HostText.Clean(name)}' cannot be had: {problem}", cause);

        var command = cmdlet.InvokeCommand.GetCommand(GetSecret, CommandTypes.Cmdlet | CommandTypes.Function)
            ?? throw Unavailable("Microsoft.PowerShell.SecretManagement is not installed. Install-Module Microsoft.PowerShell.SecretManagement brings it.");
        try
        {
            var found = cmdlet.InvokeCommand.InvokeScript(false, ScriptBlock.Create("param($command, $name) & $command -Name $name -ErrorAction Stop"), null, command, name);
            return found.Count != 1 ? throw Unavailable(found.Count == 0 ? "there is none of that name." : "there are several of that name.")
                : found.Single()?.BaseObject switch
                {
                    PSCredential credential => (credential.UserName.TrimStart('\\'), credential.Password),
                    SecureString password => (null, password),
                    _ => throw Unavailable("it is neither a credential nor a SecureString."),
                };
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            throw Unavailable(HostText.Clean(error.Message), error);
        }
    }
}
