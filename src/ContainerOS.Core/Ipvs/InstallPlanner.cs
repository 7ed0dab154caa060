using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Changes;
using ContainerOS.KernelModules;
using ContainerOS.OperatingSystems;
using ContainerOS.Packages;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Targets;

namespace ContainerOS.Ipvs;

/// <summary>Plans what makes a host ready: what its checks say can be mended, in the way of that system.</summary>
internal sealed class InstallPlanner(HostTarget target, InstallReading reading, InstallRequest request)
{
    private const string SysctlFile = "/etc/sysctl.d/99-containeros.conf";
    private const string KubeletRule = "-A INPUT -p tcp -m tcp --dport 10250 -j ACCEPT";
    private readonly List<ChangeStep> steps = [];
    private readonly List<PrereqItem> items = [];
    private readonly List<string> summary = [];
    private readonly List<string> warnings = [];
    private readonly OsProfile os = OsProfiles.For(reading.Prereqs.OsFamily);
    private bool survives = true;

    private OsFamily Family => reading.Prereqs.OsFamily;

    private IEnumerable<PrereqCheck> Bad => reading.Prereqs.Checks.Where(check => check.Status is PrereqStatus.Missing or PrereqStatus.Loadable or PrereqStatus.NotPersistent or PrereqStatus.Unsupported);

    public InstallPlan Plan()
    {
        PlanPackages();
        PlanModules();
        PlanSysctls();
        PlanSwap();
        PlanFirewall();
        foreach (var check in Bad.Where(check => !check.Fixable && check.Required))
            items.Add(new PrereqItem(check.Kind, check.Name, PrereqOutcome.Unsupported, check.Remedy ?? check.Detail));
        var done = steps.Count == 0 ? "nothing that can be done is missing" : "make ready for Kubernetes with IPVS";
        return new InstallPlan(target, new ChangePlan
        {
            Title = "Install-IpvsPrereqs",
            Steps = steps,
            Library = ItemStep.Library + "\n" + PackageStep.Library,
            Summary = [done, .. summary],
            SurvivesReboot = os.EtcPersists,
        }, reading.Prereqs)
        {
            Items = items,
            Warnings = warnings,
            SurvivesReboot = survives,
        };
    }

    private void PlanPackages()
    {
        foreach (var check in Bad.Where(check => check is { Kind: PrereqKind.Tool, Fixable: false, Required: false }))
            items.Add(new PrereqItem(check.Kind, check.Name, PrereqOutcome.Unsupported, check.Remedy));
        var packages = InstallReading.MissingPackages(reading.Prereqs);
        if (packages.Count == 0)
            return;
        var plan = reading.Packages;
        foreach (var name in plan.NotFound)
            items.Add(new PrereqItem(PrereqKind.Tool, name, PrereqOutcome.NotFound, "no enabled repository has this package: Get-ContainerOsRepository shows them"));
        var staged = packages.Intersect(plan.Staged).ToList();
        foreach (var name in staged)
            items.Add(new PrereqItem(PrereqKind.Tool, name, PrereqOutcome.Staged, "there after a reboot"));
        if (staged.Count > 0)
            summary.Add("staged already, there after a reboot: " + string.Join(", ", staged));
        var known = packages.Except(plan.NotFound).Except(staged).ToList();
        if (known.Count == 0)
            return;
        if (plan.Problem is { } problem)
            warnings.Add("the package manager could not say what it would install: " + problem);
        steps.Add(new PackageStep(os, known, request.LockSeconds));
        foreach (var name in known)
        {
            var planned = plan.Install.FirstOrDefault(package => package.Name == name);
            items.Add(new PrereqItem(PrereqKind.Tool, name, PrereqOutcome.Planned, planned?.Version));
        }

        summary.Add("install " + (plan.Install.Count == 0 ? string.Join(", ", known) : string.Join(", ", plan.Install)) + PackageSizes.Text(plan) + (os.PackagesNeedReboot ? "; there after a reboot" : ""));
    }

    private void PlanModules()
    {
        var modules = Bad.Where(check => check is { Kind: PrereqKind.Module, Fixable: true }).ToList();
        var load = modules.Where(check => check.Status == PrereqStatus.Loadable).Select(check => check.Name).ToList();
        foreach (var name in load)
            steps.Add(KernelModuleSteps.Load(name));
        if (load.Count > 0)
            summary.Add("load " + string.Join(", ", load));
        if (KernelModuleSteps.CanKeep(os))
        {
            var before = steps.Count;
            steps.AddRange(KernelModuleSteps.Keep(os, reading.Boot, modules.Where(check => !IsKept(check.Name)).Select(check => check.Name).ToList()));
            if (steps.Count > before)
                summary.Add($"load at every boot, by {KernelModuleSteps.Place(os)}: " + string.Join(", ", modules.Where(check => !IsKept(check.Name)).Select(check => check.Name)));
        }
        else if (load.Count > 0)
        {
            survives = false;
            warnings.Add($"{os.DisplayName} keeps no list of modules: they are loaded until the next boot only. {Remedies.Keep(Family, load[0])}");
        }

        foreach (var check in modules.Where(check => check.Status == PrereqStatus.Loadable || KernelModuleSteps.CanKeep(os)))
            items.Add(new PrereqItem(PrereqKind.Module, check.Name, PrereqOutcome.Planned, check.Status == PrereqStatus.Loadable ? null : "at every boot"));
    }

    private bool IsKept(string name) => reading.Prereqs.Facts?.Modules.TryGetValue(name, out var module) == true && module.PersistedBy.Any(file => Remedies.Survives(Family, file));

    private void PlanSysctls()
    {
        // Where /etc is made anew there is no more to be done for a setting that counts now.
        var bad = Bad.Where(check => check is { Kind: PrereqKind.Sysctl, Fixable: true } && (check.Status != PrereqStatus.NotPersistent || os.EtcPersists || Family == OsFamily.RancherOS)).ToList();
        if (bad.Count == 0 || !Asked(bad, request.Sysctl, "-Sysctl"))
            return;
        foreach (var check in bad)
        {
            var path = "/proc/sys/" + check.Name.Replace('.', '/');
            var now = new CommandStep(check.Name, $"echo 1 >{path}", check.Actual == "0" ? $"echo 0 >{path}" : ":");
            CommandStep[] commands = Family == OsFamily.RancherOS ? [now, new CommandStep("ros", Remedies.RosSysctl(check.Name))] : [now];
            steps.Add(new ItemStep("Sysctl", check.Name, commands));
            items.Add(new PrereqItem(PrereqKind.Sysctl, check.Name, PrereqOutcome.Planned, null));
        }

        summary.Add("set " + string.Join(", ", bad.Select(check => check.Name + " = 1")));
        if (Family == OsFamily.RancherOS)
            return;
        if (!os.EtcPersists)
        {
            survives = false;
            warnings.Add($"{os.DisplayName} makes /etc anew at every boot: the settings last until then");
            return;
        }

        var old = reading.Files.TryGetValue("sysctlfile", out var content) ? content : null;
        var lines = Latin1.Decode(old ?? []).Split('\n').Where(line => line.Trim().Length > 0 && !bad.Any(check => line.StartsWith(check.Name, StringComparison.Ordinal))).ToList();
        if (old is null)
            lines.Add("# Written by Install-IpvsPrereqs -Sysctl of ContainerOS.");
        steps.Add(new FileStep(SysctlFile, old, Latin1.Encode(string.Concat(lines.Concat(bad.Select(check => check.Name + " = 1")).Select(line => line + "\n")))) { ItemKind = "Sysctl" });
        summary.Add("write " + SysctlFile);
    }

    private void PlanSwap()
    {
        var bad = Bad.Where(check => check is { Kind: PrereqKind.Swap, Fixable: true }).ToList();
        if (bad.Count == 0 || !Asked(bad, request.DisableSwap, "-DisableSwap"))
            return;
        steps.Add(new ItemStep("Swap", "swap", new CommandStep("swapoff -a", "swapoff -a", "swapon -a")));
        items.Add(new PrereqItem(PrereqKind.Swap, "swap", PrereqOutcome.Planned, null));
        summary.Add("swapoff -a");
        if (!reading.Files.TryGetValue("fstab", out var content))
            return;
        var text = Latin1.Decode(content);
        var lines = text.Split('\n').Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is { Length: >= 3 } words && words[0][0] != '#' && words[2] == "swap" ? "#ContainerOS# " + line : line);
        var after = string.Join("\n", lines);
        if (after == text)
            return;
        if (!os.EtcPersists)
            survives = false;
        steps.Add(new FileStep("/etc/fstab", content, Latin1.Encode(after)) { ItemKind = "Swap" });
        summary.Add("comment swap out in /etc/fstab");
    }

    private void PlanFirewall()
    {
        var bad = Bad.Where(check => check is { Kind: PrereqKind.Firewall, Fixable: true }).ToList();
        if (bad.Count == 0 || !Asked(bad, request.OpenFirewall, "-OpenFirewall"))
            return;
        steps.Add(new ItemStep("Firewall", "tcp/10250", new CommandStep("iptables", "iptables -w 10 -I INPUT -p tcp --dport 10250 -j ACCEPT", "iptables -w 10 -D INPUT -p tcp --dport 10250 -j ACCEPT")));
        items.Add(new PrereqItem(PrereqKind.Firewall, "tcp/10250", PrereqOutcome.Planned, null));
        summary.Add("open tcp/10250 for kubelet");
        var text = reading.Files.TryGetValue("firewallfile", out var content) ? Latin1.Decode(content) : null;
        var commit = text?.IndexOf("\nCOMMIT", Math.Max(0, text.IndexOf("*filter", StringComparison.Ordinal)), StringComparison.Ordinal) ?? -1;
        if (commit < 0)
        {
            survives = false;
            warnings.Add("/etc/systemd/scripts/ip4save does not hold the rules of this host: tcp/10250 is open until the next boot");
        }
        else if (!text!.Contains(KubeletRule))
        {
            steps.Add(new FileStep("/etc/systemd/scripts/ip4save", content, Latin1.Encode(text.Insert(commit + 1, KubeletRule + "\n"))) { ItemKind = "Firewall" });
            summary.Add("the same in /etc/systemd/scripts/ip4save");
        }
    }

    private bool Asked(IEnumerable<PrereqCheck> checks, bool asked, string parameter)
    {
        if (!asked)
            items.AddRange(checks.Select(check => new PrereqItem(check.Kind, check.Name, PrereqOutcome.NotAsked, parameter + " does it")));
        return asked;
    }
}
