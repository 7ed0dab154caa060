using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Info;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Ipvs;

/// <summary>Asks a host what Kubernetes needs of it: one script, one round trip, nothing changed.</summary>
internal static class IpvsProbe
{
    private static readonly Lazy<string> Text = new(() => RemoteScript.Embedded("module-facts.sh") + RemoteScript.Embedded("module-boot.sh") + RemoteScript.Embedded("ipvs-prereqs.sh"));

    /// <summary>Asks a host.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, did not let us in, or was lost.</exception>
    public static async Task<IpvsPrereqs> RunAsync(IHostConnection connection, IpvsRequest request, bool elevate, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(Script(request, elevate), timeout, cancellationToken).ConfigureAwait(false);
        return Read(connection.Target, result, request);
    }

    public static RemoteScript Script(IpvsRequest request, bool elevate)
    {
        var arguments = new List<string> { string.Join(" ", request.Modules), string.Join(" ", request.Tools) };
        arguments.AddRange(OsIdentity.Markers);
        return new RemoteScript("The check of the prerequisites", Text.Value, arguments.ToArray())
        {
            Elevation = elevate ? Elevation.IfPossible : Elevation.None,
            IsReadOnly = true,
            MaxOutputBytes = 32 << 20,
        };
    }

    public static IpvsPrereqs Read(HostTarget target, ScriptResult result, IpvsRequest request)
    {
        var lines = new HostFacts(result.Sections.TryGetValue("facts", out var section) ? section : null);
        var identity = OsIdentity.Detect(OsRelease.Parse(lines.All("os")), [.. lines.All("marker")]);
        var facts = IpvsFactsReader.Read(lines, identity, request, result);
        return new IpvsPrereqs(target.ComputerName, target.Address, IpvsVerdict.Judge(facts, request))
        {
            Port = result.Connection.Port ?? target.Port ?? 22,
            UserName = result.Connection.UserName ?? target.UserName,
            OsFamily = identity.Family,
            OsName = identity.Name,
            OsVersion = identity.Version,
            KernelRelease = facts.KernelRelease,
            KubernetesVersion = request.Kubernetes.ToString(),
            ProxyMode = request.Mode,
            Elevated = result.IsElevated,
            Attempts = result.Connection.Attempts,
            Duration = result.Duration,
            Facts = facts,
        };
    }
}
