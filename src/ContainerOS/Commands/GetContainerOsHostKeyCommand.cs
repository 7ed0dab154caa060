using System;
using System.Management.Automation;
using ContainerOS.Binding;
using ContainerOS.Connections.HostKeys;

namespace ContainerOS.Commands;

/// <summary>Get-ContainerOsHostKey: the keys that known_hosts has for hosts, or those that the hosts show now.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerOsHostKey")]
[OutputType(typeof(HostKey))]
public sealed class GetContainerOsHostKeyCommand : HostKeyCommand
{
    /// <summary>Ask the hosts.</summary>
    [Parameter]
    public SwitchParameter Offered { get; set; }

    /// <summary>How long a host may take to show its keys.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    protected override HostKeyRequest CreateRequest(string? knownHostsFile, int? port) =>
        new() { Offered = Offered, KnownHostsFile = knownHostsFile, Port = port, Alias = HostKeyAlias, ConnectTimeout = ConnectTimeout };

    /// <inheritdoc/>
    protected override void Process(HostKeyReport report) => WriteObject(report.Keys, enumerateCollection: true);
}
