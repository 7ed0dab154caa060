using System.Collections.Generic;
using System.Linq;

namespace ContainerOS;

/// <summary>The short verdict whether Kubernetes could run on a host with kube-proxy in IPVS mode; Test-IpvsPrereqs gives the long one.</summary>
public sealed class IpvsSummary
{
    internal IpvsSummary(bool ready, IReadOnlyList<PrereqCheck> checks)
    {
        Ready = ready;
        MissingModules = Missing(checks, PrereqKind.Module);
        MissingTools = Missing(checks, PrereqKind.Tool);
    }

    /// <summary>Whether all that is required is there now.</summary>
    public bool Ready { get; }

    /// <summary>Required kernel modules that are neither built in nor loaded; modprobe may be able to load them.</summary>
    public IReadOnlyList<string> MissingModules { get; }

    /// <summary>Tools that are not there, also those that are only recommended.</summary>
    public IReadOnlyList<string> MissingTools { get; }

    /// <inheritdoc/>
    public override string ToString() => (Ready ? "ready" : "not ready")
        + (MissingModules.Count > 0 ? $"; modules missing: {string.Join(", ", MissingModules)}" : "")
        + (MissingTools.Count > 0 ? $"; tools missing: {string.Join(", ", MissingTools)}" : "");

    internal static bool? Verdict(IReadOnlyList<PrereqCheck> checks) => checks.Any(check => check.Required && check.IsBad) ? false
        : checks.Any(check => check.Required && check.Status == PrereqStatus.Unknown) ? null : true;

    internal static IReadOnlyList<string> Missing(IEnumerable<PrereqCheck> checks, PrereqKind kind) =>
        checks.Where(check => check.Kind == kind && check.IsBad && (check.Required || kind == PrereqKind.Tool)).Select(check => check.Name).ToList();
}
