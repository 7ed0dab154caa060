using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Ipvs;

/// <summary>Judges what a host tells.</summary>
internal static class IpvsVerdict
{
    /// <summary>All checks: modules, tools, then the rest.</summary>
    public static IReadOnlyList<PrereqCheck> Judge(IpvsFacts facts, IpvsRequest request) =>
        [.. ModuleChecks.Create(facts, request), .. Tools(facts, request), .. SystemChecks.Create(facts, request)];

    private static IEnumerable<PrereqCheck> Tools(IpvsFacts facts, IpvsRequest request)
    {
        var required = request.Kubernetes.RequiredTools;
        // kube-proxy's own documentation asks for ipset where IPVS is used.
        bool IsRequired(string tool) => required.Contains(tool) || (tool == "ipset" && request.Mode == ProxyMode.Ipvs);

        return request.Tools.OrderByDescending(IsRequired).Select(tool =>
        {
            var isThere = facts.Tools?.Contains(tool);
            return new PrereqCheck(PrereqKind.Tool, tool, IsRequired(tool), isThere switch { true => PrereqStatus.Ok, false => PrereqStatus.Missing, _ => PrereqStatus.Unknown })
            {
                Detail = isThere is null ? facts.Why("command -v") : null,
                Remedy = isThere == false ? Remedies.Tool(facts.Family, tool) : null,
                Fixable = isThere == false && Remedies.HasPackages(facts.Family),
            };
        });
    }
}
