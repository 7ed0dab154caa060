using System.Collections.Concurrent;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Binding;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>New-ContainerOsSession: connections that stay open.</summary>
[Cmdlet(VerbsCommon.New, "ContainerOsSession")]
[OutputType(typeof(HostSession))]
public sealed class NewContainerOsSessionCommand : FleetCommand<HostSession>
{
    private readonly ConcurrentDictionary<HostSession, bool> unclaimed = new();

    /// <summary>The hosts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("HostName", "Cn", "IPAddress", "DnsName")]
    [TargetTransformation]
    public override HostTarget[] ComputerName { get; set; } = [];

    /// <inheritdoc/>
    protected override HostTarget? CheckLogin(HostTarget target) => base.CheckLogin(target.WithoutSession());

    /// <inheritdoc/>
    private protected override async Task<HostSession> RunAsync(HostTarget target, CancellationToken cancellationToken)
    {
        var session = Connections.Keep(target);
        unclaimed.TryAdd(session, true);
        var facts = await session.OpenAsync(CommandTimeout, cancellationToken).ConfigureAwait(false);
        if (facts.Attempts > 1)
            Tell($"{target}: the server limits its logins and let us in at attempt {facts.Attempts}");
        foreach (var warning in facts.Warnings)
            Warn($"{target}: {HostText.Clean(warning)}");
        return session;
    }

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, HostSession result)
    {
        RunspaceSessions.Current.Add(result);
        unclaimed.TryRemove(result, out _);
        WriteObject(result);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        RunspaceSessions.Close(Task.WhenAll(unclaimed.Keys.Select(session => session.CloseAsync())));
    }
}
