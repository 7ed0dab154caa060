using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>The running lab (tests/lab), by the environment variable CONTAINEROS_LAB, which the test command sets.</summary>
public static class Lab
{
    private static readonly Lazy<IReadOnlyList<LabHost>> AllHosts = new(Read);

    /// <summary>The lab's state folder; null when there is no lab.</summary>
    public static string? Directory => Environment.GetEnvironmentVariable("CONTAINEROS_LAB") is { Length: > 0 } directory ? directory : null;

    /// <summary>All hosts; skips the calling test when there is no lab.</summary>
    public static IReadOnlyList<LabHost> Hosts
    {
        get
        {
            Assert.SkipWhen(Directory is null, "no lab (CONTAINEROS_LAB is not set)");
            return AllHosts.Value;
        }
    }

    /// <summary>The private key that every account of the lab accepts.</summary>
    public static string KeyFile => Path.Combine(Directory!, "id_ed25519");

    /// <summary>The known_hosts file with the keys of all hosts.</summary>
    public static string KnownHosts => Path.Combine(Directory!, "known_hosts");

    /// <summary>The host of a kind, for example <c>photon5</c> or <c>debian</c>; skips the calling test when there is none.</summary>
    public static LabHost Host(string kind)
    {
        var host = Hosts.FirstOrDefault(candidate => candidate.Kind == kind);
        Assert.SkipWhen(host is null, $"the lab has no {kind} host");
        return host!;
    }

    private static IReadOnlyList<LabHost> Read() => File.ReadAllLines(Path.Combine(Directory!, "hosts.tsv")).Skip(1)
        .Select(line => line.Split('\t')).Select(words => new LabHost(words[0], words[1], int.Parse(words[2]), words[3], words[4])).ToList();
}

/// <summary>A host of the lab.</summary>
/// <param name="Name">Its name, also its host name.</param>
/// <param name="Address">Its loopback address.</param>
/// <param name="Port">The port of its sshd.</param>
/// <param name="Kind">What it is dressed as.</param>
/// <param name="User">The account that its operating system lets in.</param>
public sealed record LabHost(string Name, string Address, int Port, string Kind, string User)
{
    /// <summary>The host's root file system, for tests that plant files.</summary>
    public string Root => Path.Combine(Lab.Directory!, Name, "root");
}
