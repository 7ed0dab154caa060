using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Proxies;

/// <summary>Gives the programs of hosts a proxy, or takes it away.</summary>
/// <param name="request">What is to become of which.</param>
/// <param name="timeout">How long each request may take; null means no limit.</param>
internal sealed class ProxyOperation(ProxyRequest request, TimeSpan? timeout)
{
    /// <summary>Reads a host and plans.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, does not let us be root, or has nothing that could be given this proxy.</exception>
    public async Task<ProxyPlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken) =>
        new ProxyPlanner(target, request, await ProxyReading.RunAsync(connection, Elevation.Required, timeout, cancellationToken).ConfigureAwait(false)).Plan();

    /// <summary>Does it, and looks again.</summary>
    /// <exception cref="HostConnectionException">The change did not come about; the message says in which state the host is.</exception>
    public async Task<IReadOnlyList<ProxyChange>> ApplyAsync(ProxyPlan plan, IHostConnection connection, Func<IHostConnection> connect, ChangeAuthor author, CancellationToken cancellationToken)
    {
        await new ChangeRun(plan.Target, plan.Change, connect) { Timeout = timeout, Author = author }.RunAsync(connection, cancellationToken).ConfigureAwait(false);
        var reading = await ProxyReading.RunAsync(connection, Elevation.Required, timeout, cancellationToken).ConfigureAwait(false);
        return plan.After.Where(planned => reading.Programs.Contains(planned.Program))
            .Select(planned => ProxyRow.Make(reading, planned.Program, reading.Configured(planned.Program, reading.Files, reading.RosEnvironment).Values, planned, isDone: true)).ToList();
    }
}
