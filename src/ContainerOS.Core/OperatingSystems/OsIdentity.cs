using System;
using System.Collections.Generic;

namespace ContainerOS.OperatingSystems;

/// <summary>Which operating system a host runs, by its os-release and the marks that the systems leave.</summary>
public sealed class OsIdentity
{
    private OsIdentity()
    {
    }

    /// <summary>The family; Unknown when there was no os-release.</summary>
    public OsFamily Family { get; private init; }

    /// <summary>The name as the system shows it (PRETTY_NAME, else NAME); null when unknown.</summary>
    public string? Name { get; private init; }

    /// <summary>ID of os-release; null when unknown.</summary>
    public string? Id { get; private init; }

    /// <summary>The version, without a leading v; null when unknown.</summary>
    public string? Version { get; private init; }

    /// <summary>The build; null when the system has none.</summary>
    public string? BuildId { get; private init; }

    /// <summary>Recognises a system.</summary>
    /// <param name="osRelease">The values of os-release.</param>
    /// <param name="markers">Paths that exist on the host, of those in <see cref="Markers"/>.</param>
    /// <param name="photonBuild">PHOTON_BUILD_NUMBER of /etc/photon-release; null when there is none.</param>
    /// <returns>The identity.</returns>
    public static OsIdentity Detect(IReadOnlyDictionary<string, string> osRelease, ICollection<string> markers, string? photonBuild = null)
    {
        string? Value(string key) => osRelease.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

        var family = Recognise(Value("ID"), Value("VARIANT_ID"), markers, osRelease.Count > 0);
        var version = family switch
        {
            OsFamily.FedoraCoreOS or OsFamily.RedHatCoreOS => Value("OSTREE_VERSION"),
            OsFamily.SuseMicro => Value("SUSE_SUPPORT_PRODUCT_VERSION"), // from 6.2 on the rest is that of SLES 16
            _ => null,
        } ?? Value("VERSION_ID") ?? Value("VERSION");
        if (version is { Length: > 1 } && version[0] == 'v' && char.IsDigit(version[1]))
            version = version.Substring(1);
        var name = (family == OsFamily.SuseMicro ? Value("SUSE_PRETTY_NAME") : null) ?? Value("PRETTY_NAME") ?? Value("NAME");
        if (family == OsFamily.PhotonOS && version is not null)
            name = "VMware Photon OS " + version; // its PRETTY_NAME lacks the version
        return new OsIdentity { Family = family, Name = name, Id = Value("ID"), Version = version, BuildId = Value("BUILD_ID") ?? photonBuild };
    }

    /// <summary>Files whose existence tells systems apart that share an os-release.</summary>
    public static IReadOnlyList<string> Markers { get; } =
    [
        "/etc/photon-release", "/etc/cos-package-info.json", "/etc/kairos-release", "/.bottlerocket/rootfs/usr/lib/os-release",
        "/run/ostree-booted", "/run/ostree-live", "/usr/bin/ros",
    ];

    private static OsFamily Recognise(string? id, string? variant, ICollection<string> markers, bool known)
    {
        if (markers.Contains("/etc/kairos-release"))
            return OsFamily.Kairos;
        if (markers.Contains("/.bottlerocket/rootfs/usr/lib/os-release"))
            return OsFamily.Bottlerocket;
        switch (id?.ToLowerInvariant())
        {
            case "photon":
                return OsFamily.PhotonOS;
            case "coreos":
                return OsFamily.ContainerLinux;
            case "flatcar":
                return OsFamily.Flatcar;
            case "fedora" when string.Equals(variant, "coreos", StringComparison.OrdinalIgnoreCase):
                return OsFamily.FedoraCoreOS;
            case "rhcos":
            case "rhel" when string.Equals(variant, "coreos", StringComparison.OrdinalIgnoreCase):
                return OsFamily.RedHatCoreOS;
            case "rancheros":
                return OsFamily.RancherOS;
            case "cos":
                return OsFamily.ContainerOptimizedOS;
            case "sl-micro":
            case "sle-micro":
            case "opensuse-microos":
            case "opensuse-leap-micro":
            case "sles" when string.Equals(variant, "transactional", StringComparison.OrdinalIgnoreCase):
                return OsFamily.SuseMicro;
            case "bottlerocket":
                return OsFamily.Bottlerocket;
        }

        // os-release missing or replaced: the systems leave other marks.
        if (id is null && markers.Contains("/etc/photon-release"))
            return OsFamily.PhotonOS;
        if (id is null && markers.Contains("/etc/cos-package-info.json"))
            return OsFamily.ContainerOptimizedOS;
        if (id is null && markers.Contains("/usr/bin/ros"))
            return OsFamily.RancherOS;
        return known ? OsFamily.OtherLinux : OsFamily.Unknown;
    }
}
