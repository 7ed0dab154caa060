using System.Linq;

namespace ContainerOS.OperatingSystems;

/// <summary>The profiles, one per family; their sources are named in docs/operating-systems.md.</summary>
public static class OsProfiles
{
    private static readonly OsProfile[] All =
    [
        new() { Family = OsFamily.Unknown, DisplayName = "Unknown" },
        new() { Family = OsFamily.OtherLinux, DisplayName = "Other Linux" },
        new()
        {
            Family = OsFamily.PhotonOS, DisplayName = "Photon OS", InitSystem = "systemd", PackageManager = "tdnf", DefaultUser = "root",
        },
        new()
        {
            Family = OsFamily.ContainerLinux, DisplayName = "Container Linux", InitSystem = "systemd", UsrReadOnly = true, DefaultUser = "core",
            SshdControl = SshdControl.SocketActivated, SshdUnit = "sshd.socket",
        },
        new()
        {
            Family = OsFamily.Flatcar, DisplayName = "Flatcar", InitSystem = "systemd", UsrReadOnly = true, DefaultUser = "core",
            SshdControl = SshdControl.SocketActivated, SshdUnit = "sshd.socket", SshdDropInDirectory = "/etc/ssh/sshd_config.d",
        },
        CoreOS(OsFamily.FedoraCoreOS, "Fedora CoreOS"),
        CoreOS(OsFamily.RedHatCoreOS, "Red Hat CoreOS"),
        new()
        {
            Family = OsFamily.RancherOS, DisplayName = "RancherOS", InitSystem = "system-docker", DefaultUser = "rancher",
            SshdConfigFile = "/etc/ssh/sshd_config.tpl", SshdControl = SshdControl.SignalMaster, SshdUnit = null, EtcPersists = false,
            PersistentPaths = ["/home", "/opt", "/var/lib/docker", "/var/lib/kubelet", "/var/lib/rancher", "/var/log"], ModulePersistence = "ros config set rancher.modules",
        },
        new()
        {
            Family = OsFamily.ContainerOptimizedOS, DisplayName = "Container-Optimized OS", ShortName = "COS", InitSystem = "systemd", UsrReadOnly = true, EtcPersists = false,
            PersistentPaths = ["/var", "/home"], ModulePersistence = null,
        },
        new()
        {
            Family = OsFamily.SuseMicro, DisplayName = "SUSE Linux Micro", InitSystem = "systemd", PackageManager = "transactional-update", PackagesNeedReboot = true,
            UsrReadOnly = true, SshdDropInDirectory = "/etc/ssh/sshd_config.d", PersistentPaths = ["/var", "/home"],
        },
        new() { Family = OsFamily.Kairos, DisplayName = "Kairos", EtcPersists = false, PersistentPaths = ["/usr/local", "/home"], ModulePersistence = null },
        new() { Family = OsFamily.Bottlerocket, DisplayName = "Bottlerocket", InitSystem = "systemd", UsrReadOnly = true, EtcPersists = false, PersistentPaths = [], ModulePersistence = null },
    ];

    /// <summary>The profile of a family.</summary>
    /// <param name="family">The family.</param>
    /// <returns>Its profile; every family has one.</returns>
    public static OsProfile For(OsFamily family) => All.First(profile => profile.Family == family);

    private static OsProfile CoreOS(OsFamily family, string name) => new()
    {
        Family = family,
        DisplayName = name,
        InitSystem = "systemd",
        PackageManager = "rpm-ostree",
        PackagesNeedReboot = true,
        UsrReadOnly = true,
        SshdDropInDirectory = "/etc/ssh/sshd_config.d",
        PersistentPaths = ["/var", "/home"],
        DefaultUser = "core",
    };
}
