using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using ContainerOS.Binding;
using ContainerOS.Connections;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Errors;
using ContainerOS.Fleet;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>A cmdlet about the keys of hosts: nobody logs in, so the parameters are only those that say where a host and its known keys are.</summary>
public abstract class HostKeyCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private FleetPipeline<HostKeyReport>? fleet;

    /// <summary>The hosts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("HostName", "Cn", "IPAddress", "DnsName", "Session")]
    [TargetTransformation]
    public HostTarget[] ComputerName { get; set; } = [];

    /// <summary>The addresses of a VM that may be taken.</summary>
    [Parameter]
    public IPFamily AddressFamily { get; set; }

    /// <summary>The networks that the address of a VM must be in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AddressNetwork[] Network { get; set; } = [];

    /// <summary>The TCP port.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>The known_hosts file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KnownHostsFile { get; set; }

    /// <summary>What known_hosts calls the hosts.</summary>
    [Parameter]
    public HostKeyAlias HostKeyAlias { get; set; } = HostKeyAlias.Address;

    /// <summary>How many hosts at a time.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; } = 32;

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    protected CancellationToken StopToken => stop.Token;

    /// <summary>The hosts that there is an address of. A VM that has none is its own error.</summary>
    protected IEnumerable<HostTarget> Hosts => VmLocator.Locate(this, ComputerName, new AddressChoice(AddressFamily, Network), HostKeyAlias);

    /// <summary>Ends what still runs.</summary>
    public void Dispose()
    {
        fleet?.Dispose();
        stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What to find out, beyond the file and the port.</summary>
    protected abstract HostKeyRequest CreateRequest(string? knownHostsFile, int? port);

    /// <summary>Does something with what was found out about one host.</summary>
    /// <exception cref="HostConnectionException">Trouble, to be written as this host's error.</exception>
    /// <exception cref="KnownHostsException">Likewise.</exception>
    protected abstract void Process(HostKeyReport report);

    /// <summary>Starts to find out about hosts.</summary>
    protected void Inquire(IEnumerable<HostTarget> targets) => fleet!.Add(targets);

    /// <summary>Does something, and writes trouble with it as the host's error.</summary>
    protected void Attempt(HostTarget target, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is HostConnectionException or KnownHostsException)
        {
            WriteError(ErrorFactory.ForHost(target, error));
        }
        catch (OperationCanceledException) when (Stopping)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        var request = CreateRequest(KnownHostsFile is null ? null : FilePath.Resolve(this, nameof(KnownHostsFile), KnownHostsFile, mustExist: false), Port == 0 ? null : Port);
        fleet = new FleetPipeline<HostKeyReport>(this, new FleetRun<HostKeyReport>((target, token) => HostKeyInquiry.RunAsync(target, request, token), ThrottleLimit), (_, report) =>
        {
            WriteVerbose($"{report.Target}: known_hosts calls it {report.KnownHostsName}; the file is {report.KnownHostsFile}");
            Attempt(report.Target, () => Process(report));
        });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Inquire(Hosts);
        fleet!.WriteDone();
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => fleet!.WriteAll();

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        stop.Cancel();
        fleet?.Cancel();
    }
}
