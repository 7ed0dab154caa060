using System;
using System.Collections.Generic;
using ContainerOS.OperatingSystems;

namespace ContainerOS.Ipvs;

/// <summary>What a person can do on each operating system.</summary>
internal static class Remedies
{
    // Of Photon and Fedora; on most others too.
    private static readonly Dictionary<string, string> Packages = new()
    {
        ["conntrack"] = "conntrack-tools",
        ["ip"] = "iproute2",
        ["tc"] = "iproute2",
        ["mount"] = "util-linux",
        ["nsenter"] = "util-linux",
        ["touch"] = "coreutils",
        ["crictl"] = "cri-tools",
    };

    /// <summary>Whether a package brings a tool to this system.</summary>
    public static bool HasPackages(OsFamily family) => OsProfiles.For(family).PackageManager is "tdnf" or "rpm-ostree";

    /// <summary>The package that brings a tool to a system that has packages.</summary>
    public static string Package(OsFamily family, string tool)
    {
        var package = Packages.TryGetValue(tool, out var name) ? name : tool;
        return package == "iproute2" && OsProfiles.For(family).PackageManager == "rpm-ostree" ? "iproute" : package;
    }

    public static string Tool(OsFamily family, string tool)
    {
        var package = Package(family, tool);
        return family switch
        {
            OsFamily.PhotonOS => $"tdnf install {package}",
            OsFamily.FedoraCoreOS => $"rpm-ostree install {package}, then a reboot",
            OsFamily.RedHatCoreOS => "layer the package by a MachineConfig of the cluster",
            OsFamily.SuseMicro => $"transactional-update pkg install {package}, then a reboot",
            OsFamily.ContainerLinux or OsFamily.Flatcar => "there is no package manager and /usr is read-only: put a static binary into /opt/bin, or use it from a container (toolbox)",
            OsFamily.RancherOS => "the default console has no package manager: switch to one that has ('ros console switch debian') and install it there, or use it from a container; RancherOS is no longer maintained",
            OsFamily.ContainerOptimizedOS => "nothing can be installed and files elsewhere cannot be executed: use it from a container (toolbox)",
            OsFamily.Bottlerocket => "nothing can be installed: use it from a container",
            _ => $"install the package that brings {tool}",
        };
    }

    public static string Load(OsFamily family, string module) => Persists(family)
        ? $"modprobe {module}; and for the next boots: {Keep(family, module)}"
        : $"modprobe {module}, for this boot only: {Keep(family, module)}";

    /// <summary>How a module is loaded at every boot.</summary>
    public static string Keep(OsFamily family, string module) => OsProfiles.For(family).ModulePersistence switch
    {
        "/etc/modules-load.d" => $"echo {module} >>/etc/modules-load.d/ipvs.conf",
        { } => $"add '{module}' to the list of rancher.modules ('ros config get rancher.modules', 'ros config set rancher.modules \"[...]\"')",
        null when family == OsFamily.ContainerOptimizedOS => "/etc is reset at every boot: load it by a startup script or a privileged DaemonSet",
        null => "this system keeps no list of modules in /etc",
    };

    public static bool Persists(OsFamily family) => OsProfiles.For(family).ModulePersistence is not null;

    /// <summary>Whether what a file says still counts after a reboot.</summary>
    public static bool Survives(OsFamily family, string file) => family == OsFamily.RancherOS
        ? file.StartsWith("/var/lib/rancher/", StringComparison.Ordinal)
        : !file.StartsWith("/run/", StringComparison.Ordinal) && (OsProfiles.For(family).EtcPersists || !file.StartsWith("/etc/", StringComparison.Ordinal));

    public static string NoModule(OsFamily family) => family switch
    {
        OsFamily.PhotonOS => "this kernel has no such module; the other kernel flavour of Photon OS (package linux in place of linux-esx) may",
        OsFamily.RancherOS => "this kernel has no such module, and RancherOS is no longer maintained: move to another operating system",
        OsFamily.ContainerLinux => "this kernel has no such module, and Container Linux has had its end of life: move to Flatcar",
        _ => "this kernel has no such module: another kernel is needed",
    };

    public static string Sysctl(OsFamily family, string name) => family switch
    {
        OsFamily.RancherOS => $"sysctl -w {name}=1; and for the next boots: {RosSysctl(name)}",
        OsFamily.ContainerOptimizedOS => $"sysctl -w {name}=1, for this boot only: /etc is reset at every boot",
        _ => $"sysctl -w {name}=1; and for the next boots: echo {name}=1 >/etc/sysctl.d/90-kubernetes.conf",
    };

    public static string Kernel(OsFamily family) => family switch
    {
        OsFamily.PhotonOS => "move to Photon OS 4.0 or 5.0",
        OsFamily.RancherOS => "RancherOS is no longer maintained: move to another operating system",
        OsFamily.ContainerLinux => "Container Linux has had its end of life: move to Flatcar",
        _ => "update to a kernel 5.4, 5.10, 5.15 or 6",
    };

    /// <summary>Has RancherOS set it at boot. Not by <c>ros config set</c>, which takes each dot for a level of its own and leaves a configuration that cannot be read.</summary>
    public static string RosSysctl(string name) => $"printf '%s\\n' rancher: '  sysctl:' '    {name}: \"1\"' | ros config merge";
}
