using System.Linq;
using System.Management.Automation;
using ContainerOS.Connections.HostKeys;

namespace ContainerOS.Commands;

/// <summary>Remove-ContainerOsHostKey: takes the keys of hosts out of known_hosts.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerOsHostKey", SupportsShouldProcess = true)]
[OutputType(typeof(HostKey))]
public sealed class RemoveContainerOsHostKeyCommand : HostKeyCommand
{
    /// <summary>Write the keys.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override HostKeyRequest CreateRequest(string? knownHostsFile, int? port) => new() { KnownHostsFile = knownHostsFile, Port = port, Alias = HostKeyAlias };

    /// <inheritdoc/>
    protected override void Process(HostKeyReport report)
    {
        var keys = HostKeyStore.Removable(report);
        foreach (var other in report.Keys.Except(keys).Where(key => key.Marker == KnownHostMarker.None))
            WriteWarning($"{report.Target}: {other.File} line {other.Line} stays: it is not for this host alone ({other.Names}, {other}).");
        var list = string.Join(", ", keys.Select(key => $"{key} (line {key.Line})"));
        if (ShouldProcess($"{report.Target} in {report.KnownHostsFile}: {list}", "Remove host key"))
            HostKeyStore.Remove(report, keys, StopToken);
        if (PassThru)
            WriteObject(keys, enumerateCollection: true);
    }
}
