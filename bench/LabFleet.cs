using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ContainerOS.Benchmarks;

/// <summary>The lab's hosts and how to get in.</summary>
internal sealed class LabFleet
{
    private readonly string directory = Environment.GetEnvironmentVariable("CONTAINEROS_LAB")
        ?? throw new InvalidOperationException("CONTAINEROS_LAB does not name a running lab: start this with './build.sh bench'.");

    public LabFleet() => Hosts = File.ReadAllLines(Path.Combine(directory, "hosts.tsv")).Skip(1)
        .Select(line => line.Split('\t')).Select(words => (Address: words[1], User: words[4])).ToList();

    public IReadOnlyList<(string Address, string User)> Hosts { get; }

    public string KeyFile => Path.Combine(directory, "id_ed25519");

    public string KnownHosts => Path.Combine(directory, "known_hosts");
}
