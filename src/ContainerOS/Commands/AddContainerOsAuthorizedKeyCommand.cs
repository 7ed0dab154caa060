using System.Linq;
using System.Management.Automation;
using ContainerOS.Access.Keys;
using ContainerOS.Binding;

namespace ContainerOS.Commands;

/// <summary>Add-ContainerOsAuthorizedKey: public keys that let people in to an account.</summary>
[Cmdlet(VerbsCommon.Add, "ContainerOsAuthorizedKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AuthorizedKeyChange))]
public sealed class AddContainerOsAuthorizedKeyCommand : AuthorizedKeyCommand
{
    /// <summary>Public keys, or files that hold some.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = [];

    /// <summary>All others go away.</summary>
    [Parameter]
    public SwitchParameter Exclusive { get; set; }

    private protected override AuthorizedKeyRequest Request()
    {
        var keys = PublicKeys.Read(this, Key, nameof(Key));
        var only = Exclusive.IsPresent;
        return new AuthorizedKeyRequest(Account) { Add = keys, Removes = line => only && keys.All(key => key.Base64 != line.Base64) };
    }
}
