using System.Linq;
using System.Management.Automation;
using ContainerOS.Access.Keys;
using ContainerOS.Binding;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Commands;

/// <summary>Remove-ContainerOsAuthorizedKey: public keys that shall not let anybody in to an account any more.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerOsAuthorizedKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Fingerprint")]
[OutputType(typeof(AuthorizedKeyChange))]
public sealed class RemoveContainerOsAuthorizedKeyCommand : AuthorizedKeyCommand
{
    /// <summary>The fingerprints.</summary>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = "Fingerprint")]
    [ValidatePattern("^SHA256:[A-Za-z0-9+/]{43}=?$")]
    public string[] Fingerprint { get; set; } = [];

    /// <summary>Public keys, or files that hold some.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Key")]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = [];

    /// <summary>The comments behind the keys.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Comment")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Comment { get; set; } = [];

    private protected override AuthorizedKeyRequest Request()
    {
        var prints = Fingerprint.Select(print => print.TrimEnd('=')).Concat(PublicKeys.Read(this, Key, nameof(Key)).Select(key => key.Fingerprint)).ToList();
        var patterns = Comment.Select(comment => WildcardPattern.Get(comment, WildcardOptions.IgnoreCase)).ToList();
        return new AuthorizedKeyRequest(Account)
        {
            Removes = line => prints.Contains(line.Fingerprint!) || (line.Comment.Length > 0 && patterns.Any(pattern => pattern.IsMatch(HostText.Decode(Latin1.Encode(line.Comment))))),
        };
    }
}
