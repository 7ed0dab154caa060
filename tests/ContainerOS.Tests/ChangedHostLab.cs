using System;
using System.IO;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Hosts that tests of cmdlets change: one with tdnf, one with rpm-ostree. What a test changes it puts back.</summary>
public sealed class ChangedHostLab() : OwnLab("photon5", "fcos")
{
    /// <summary>A host, as a script's text with the parameters that let a call in.</summary>
    public string Target(LabHost host) => $"-ComputerName {host.User}@{host.Address} -KeyFilePath '{KeyFile}' -KnownHostsFile '{KnownHosts}'";

    /// <summary>All that a change may touch on a host, in one word; what is only a copy of others' data (/var/cache) is no part of it.</summary>
    public static string Fingerprint(LabHost host) => host.Inside("(find /etc /usr/bin /usr/sbin /var/lib/rpm /var/lib/lab-ostree /var/lib/containeros -exec ls -ld --time-style=full-iso {} + 2>/dev/null; ls /sys/module) | sha256sum").Trim();

    /// <summary>A path for an audit file that is not there yet.</summary>
    public string NewAudit() => Path.Combine(State, "audit-" + Guid.NewGuid().ToString("N"));
}

/// <summary>Test classes that share these hosts, one after the other.</summary>
[CollectionDefinition(nameof(ChangedHosts))]
public sealed class ChangedHosts : ICollectionFixture<ChangedHostLab>;
