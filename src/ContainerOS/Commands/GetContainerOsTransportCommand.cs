using System.Management.Automation;

namespace ContainerOS.Commands;

/// <summary>Get-ContainerOsTransport: the kinds of connection that this installation has.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerOsTransport")]
[OutputType(typeof(TransportInfo))]
public sealed class GetContainerOsTransportCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(TransportInfo.All(ModuleFolder.Path), enumerateCollection: true);
}
