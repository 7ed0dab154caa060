using System.Linq;
using System.Management.Automation;
using ContainerOS.Binding;
using ContainerOS.Errors;
using ContainerOS.Logins;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Register-ContainerOsLogin: a rule about who logs in to which hosts, for this runspace.</summary>
[Cmdlet(VerbsLifecycle.Register, "ContainerOsLogin", DefaultParameterSetName = "Credential")]
[OutputType(typeof(LoginRule))]
public sealed class RegisterContainerOsLoginCommand : PSCmdlet
{
    /// <summary>Decides for a host.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock Match { get; set; } = ScriptBlock.Create("");

    /// <summary>The account.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? UserName { get; set; }

    /// <summary>The private key.</summary>
    [Parameter]
    [Alias("IdentityFilePath")]
    [ValidateNotNullOrEmpty]
    public string? KeyFilePath { get; set; }

    /// <summary>The account and its password, or the passphrase of the key.</summary>
    [Parameter(ParameterSetName = "Credential")]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The secret that holds them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Secret")]
    [ValidateNotNullOrEmpty]
    public string? SecretName { get; set; }

    /// <summary>The hosts to go through.</summary>
    [Parameter]
    [TargetTransformation]
    [ValidateNotNullOrEmpty]
    public HostTarget[] JumpHost { get; set; } = [];

    /// <summary>Write the rule.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var login = new LoginParameters(UserName, Credential, KeyFilePath is not null);
        if (login.Problem is { } problem)
            ThrowTerminatingError(problem);
        if (login.UserName is null && KeyFilePath is null && SecretName is null && JumpHost.Length == 0)
            ThrowTerminatingError(ErrorFactory.BadLogin("LoginNeeded", "The rule says nothing about the login. Give -UserName, -KeyFilePath, -Credential, -SecretName or -JumpHost."));
        var rule = new LoginRule(Match)
        {
            UserName = login.UserName,
            KeyFilePath = KeyFilePath is null ? null : FilePath.Resolve(this, nameof(KeyFilePath), KeyFilePath, mustExist: true),
            Credential = login.Password is null && login.KeyPassphrase is null ? null : Credential,
            SecretName = SecretName,
            JumpHost = JumpHost.Select(jump => VmLocator.LocateOrEnd(this, jump, new AddressChoice(IPFamily.Any, []))).ToList(),
        };
        LoginRules.Current.Add(rule);
        if (PassThru)
            WriteObject(rule);
    }
}
