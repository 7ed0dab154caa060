using System.Linq;
using ContainerOS.Info;
using ContainerOS.KernelModules;

namespace ContainerOS.Ipvs;

/// <summary>Makes the short verdict of what the host probe tells anyway: for the newest release of Kubernetes, and without asking modprobe.</summary>
internal static class IpvsSummaryReader
{
    public static IpvsRequest Request { get; } = new();

    public static void Read(HostInfo info, HostFacts facts)
    {
        var tools = IpvsFactsReader.Tools(facts);
        var ipvs = new IpvsFacts
        {
            Family = info.OsFamily,
            KernelRelease = info.KernelRelease,
            KernelVersion = info.KernelVersion,
            Modules = ModuleFacts.Read(facts, Request.SummaryModules, modprobe: null),
            Tools = tools,
            IpForward = IpvsFactsReader.Switch(facts, "ipforward"),
            Swaps = info.SwapTotalBytes switch { null => null, 0 => [], _ => ["swap"] },
            CgroupVersion = info.CgroupVersion,
            MachineId = info.MachineId,
            Why = facts.Reason,
        };
        var checks = IpvsVerdict.Judge(ipvs, Request);
        if (IpvsSummary.Verdict(checks) is { } ready && tools is not null)
            info.Ipvs = new IpvsSummary(ready, checks);
        else
            facts.Note(nameof(info.Ipvs), checks.Where(check => check.Status == PrereqStatus.Unknown && (check.Required || tools is null)).Select(check => $"{check.Name}: {check.Detail}").FirstOrDefault() ?? facts.Reason("command -v"));
    }
}
