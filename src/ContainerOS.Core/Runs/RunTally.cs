using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Targets;

namespace ContainerOS.Runs;

/// <summary>Counts hosts, each once, whatever is told about it and how often.</summary>
internal sealed class RunTally
{
    private readonly Dictionary<string, List<Entry>> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Entry> entries = [];

    /// <summary>Takes something that is known of a host.</summary>
    /// <param name="host">The host; null for trouble that names none, which counts as one of its own.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="reached">It let the run in.</param>
    /// <param name="changed">It was changed.</param>
    public void Add(HostTarget? host, RunOutcome outcome, bool reached = false, bool changed = false)
    {
        var entry = host is null ? New(null) : Find(host);
        entry.Outcome = outcome > entry.Outcome ? outcome : entry.Outcome;
        entry.Reached |= reached;
        entry.Changed |= changed;
    }

    public RunSummary Sum() => new()
    {
        Total = entries.Count,
        Reached = entries.Count(entry => entry.Reached),
        Ok = entries.Count(entry => entry.Outcome == RunOutcome.Ok),
        Changed = entries.Count(entry => entry.Changed),
        Failed = entries.Count(entry => entry.Outcome == RunOutcome.Failed),
        Unknown = entries.Count(entry => entry.Outcome == RunOutcome.Unknown),
        Skipped = entries.Count(entry => entry.Outcome == RunOutcome.Skipped),
    };

    private Entry Find(HostTarget host)
    {
        var key = host.VmUid ?? host.VmId ?? host.ComputerName + "\n" + host.Address;
        if (!hosts.TryGetValue(key, out var known))
            hosts[key] = known = [];
        var isVm = host.Vm is not null;
        if (known.Find(entry => isVm || entry.Port is null || host.Port is null || entry.Port == host.Port) is { } found) // an error has no port where only the call named one
        {
            found.Port ??= host.Port;
            return found;
        }

        var entry = New(host.Port);
        known.Add(entry);
        return entry;
    }

    private Entry New(int? port)
    {
        var entry = new Entry { Port = port };
        entries.Add(entry);
        return entry;
    }

    private sealed class Entry
    {
        public int? Port { get; set; }

        public RunOutcome Outcome { get; set; }

        public bool Reached { get; set; }

        public bool Changed { get; set; }
    }
}
