using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ContainerOS.Info;
using ContainerOS.KernelModules;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;

namespace ContainerOS.Ipvs;

/// <summary>Reads what ipvs-prereqs.sh prints.</summary>
internal static class IpvsFactsReader
{
    private const int KubeletPort = 10250;

    public static IpvsFacts Read(HostFacts facts, OsIdentity identity, IpvsRequest request, ScriptResult result)
    {
        ScriptSection? Section(string name) => result.Sections.TryGetValue(name, out var section) ? section : null;

        var release = Text(facts, "kernel");
        return new IpvsFacts
        {
            Family = identity.Family,
            KernelRelease = release,
            KernelVersion = LeadingVersion.Of(release),
            Modules = ModuleFacts.Read(facts, request.Modules, Section("modprobe")),
            PersistenceUnknown = PersistenceUnknown(facts, identity.Family),
            Tools = Tools(facts),
            IpForward = Switch(facts, "ipforward"),
            BridgeCall = Switch(facts, "bridgecall"),
            Settings = identity.Family == OsFamily.RancherOS ? null : Settings(facts),
            Swaps = Swaps(facts),
            CgroupVersion = Cgroup(facts),
            Firewall = Section("firewall") is { } rules ? FirewallVerdict.Read(rules, KubeletPort)
                : FirewallVerdict.Unknown(facts.All("root").Count > 0 ? "the script on the host ended before it was read" : NeedsRoot(result)),
            MachineId = Text(facts, "machineid"),
            ProductUuid = Text(facts, "productuuid"),
            BootId = Text(facts, "bootid"),
            Why = source => source == "/sys/class/dmi/id/product_uuid" && facts.All("root").Count == 0 ? NeedsRoot(result) : facts.Reason(source),
        };
    }

    public static IReadOnlyList<string>? Tools(HostFacts facts) => facts.All("tools").Select(line => (IReadOnlyList<string>)line.Split([' '], StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault();

    /// <summary>0 and 1 of /proc/sys; null for anything else.</summary>
    public static bool? Switch(HostFacts facts, string key) => Text(facts, key) switch { "0" => false, "1" => true, _ => null };

    public static int? Cgroup(HostFacts facts) =>
        facts.All("cgroup").Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0).Where(version => version is 1 or 2).Cast<int?>().Max();

    public static string? Text(HostFacts facts, string key) => facts.All(key).Select(value => HostText.Clean(value.Trim())).FirstOrDefault(value => value.Length > 0);

    // What sudo said, where it was asked.
    private static string NeedsRoot(ScriptResult result)
    {
        var said = HostText.FirstLine(result.ErrorNoise);
        return "only root can tell" + (said.Length > 0 ? $" ({HostText.Clean(said)})" : "");
    }

    private static string? PersistenceUnknown(HostFacts facts, OsFamily family)
    {
        const string CloudConfig = "/var/lib/rancher/conf/cloud-config.yml";
        return family == OsFamily.RancherOS && facts.All("root").Count == 0 && facts.Absent.Contains(CloudConfig) ? $"only root can read {CloudConfig}" : null;
    }

    private static List<(string Name, string Value, string File)> Settings(HostFacts facts) => facts.All("setting")
        .Select(line => line.Split([' '], 3)).Where(words => words.Length == 3)
        .Select(words => (Name: words[0], Value: HostText.Clean(words[1]), File: HostText.Clean(words[2])))
        .OrderBy(setting => setting.File.Substring(setting.File.LastIndexOf('/') + 1), StringComparer.Ordinal).ToList();

    // The first line is the heading; a name with blanks is written with \040.
    private static IReadOnlyList<string>? Swaps(HostFacts facts)
    {
        var lines = facts.All("swap");
        return lines.Count > 0 && Regex.IsMatch(lines[0], @"^Filename\s", RegexOptions.CultureInvariant)
            ? lines.Skip(1).Select(line => HostText.Clean(line.Split(' ', '\t')[0])).Where(name => name.Length > 0).ToList()
            : null;
    }
}
