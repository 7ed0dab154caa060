using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace ContainerOS.Ipvs;

/// <summary>What a release of Kubernetes asks of a host: kubeadm's own checks, by release.</summary>
internal sealed class KubernetesRules
{
    // The article that made IPVS on small systems known installs these.
    private static readonly string[] Customary = ["ipset", "socat", "ethtool", "ebtables", "tar"];

    private KubernetesRules(int minor) => Minor = minor;

    /// <summary>The newest release whose rules are known.</summary>
    public static KubernetesRules Newest { get; } = new(35);

    /// <summary>The second number of the release.</summary>
    public int Minor { get; }

    /// <summary>kubeadm up to 1.29 wants bridged packets to pass iptables.</summary>
    public bool WantsBridgeCall => Minor <= 29;

    /// <summary>kubelet 1.35 and later refuse cgroup version 1.</summary>
    public bool WantsCgroup2 => Minor >= 35;

    /// <summary>Commands without which kubeadm ends.</summary>
    public IReadOnlyList<string> RequiredTools => Minor switch
    {
        >= 33 => ["mount", "nsenter"],
        32 => ["ip", "iptables", "mount", "nsenter"],
        31 => ["conntrack", "ip", "iptables", "mount", "nsenter"],
        _ => ["conntrack", "ip", "iptables", "mount", "nsenter", "crictl"],
    };

    /// <summary>Commands without which kubeadm warns, and those that are customary.</summary>
    public IReadOnlyList<string> RecommendedTools => (Minor switch
    {
        >= 33 => new[] { "touch" },
        32 => ["ethtool", "tc", "touch"],
        31 => ["crictl", "ebtables", "ethtool", "socat", "tc", "touch"],
        _ => ["ebtables", "ethtool", "socat", "tc", "touch"],
    }).Union(Customary).ToList();

    /// <summary>Reads 1.31, v1.31 or 1.31.4.</summary>
    /// <returns>The rules of that release; null when the text is no release.</returns>
    public static KubernetesRules? Parse(string text)
    {
        var match = Regex.Match(text, @"^v?1\.([0-9]{1,3})(\.[0-9]{1,4})?$", RegexOptions.CultureInvariant);
        return match.Success ? new KubernetesRules(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) : null;
    }

    /// <summary>Whether kubeadm's system check knows the kernel; others it warns of.</summary>
    public static bool Supports(Version kernel) => kernel.Major >= 6 || (kernel.Major == 5 && kernel.Minor is 4 or 10 or 15);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"1.{Minor}");
}
