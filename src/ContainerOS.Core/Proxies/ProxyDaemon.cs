using System;
using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Proxies;

/// <summary>A daemon of a host, and what it runs with.</summary>
/// <param name="Program">Which.</param>
internal sealed record ProxyDaemon(ProxyProgram Program)
{
    /// <summary>Its systemd unit.</summary>
    public string Unit => Program.ToString().ToLowerInvariant() + ".service";

    /// <summary>The unit's file; empty without systemd.</summary>
    public string Fragment { get; init; } = "";

    /// <summary>The drop-ins that systemd has read.</summary>
    public IReadOnlyList<string> DropIns { get; init; } = [];

    /// <summary>Whether it runs.</summary>
    public bool IsRunning { get; init; }

    /// <summary>What its process was started with; null when it does not run, or only root could tell.</summary>
    public ProxyValues? Running { get; init; }

    /// <summary>Whether it runs with something else than its files say.</summary>
    public bool IsStale(ProxyValues values) => IsRunning && Running != values;

    /// <summary>Whether docker's containers go on while it is restarted.</summary>
    public bool KeepsContainers { get; init; }

    /// <summary>The unit's file and its drop-ins in the order in which systemd reads them: by the drop-ins' names, whatever folder they are in; of two of one name that in /etc counts, then that in /run.</summary>
    /// <param name="paths">The files that there are.</param>
    public IEnumerable<string> UnitFiles(IEnumerable<string> paths) => paths
        .Where(path => path.EndsWith(".conf", StringComparison.Ordinal) && (path.IndexOf($"/{Unit}.d/", StringComparison.Ordinal) > 0 || DropIns.Contains(path)))
        .GroupBy(path => path.Substring(path.LastIndexOf('/') + 1)).OrderBy(same => same.Key, StringComparer.Ordinal)
        .Select(same => same.OrderBy(path => path.StartsWith("/etc/", StringComparison.Ordinal) ? 0 : path.StartsWith("/run/", StringComparison.Ordinal) ? 1 : 2).First())
        .Prepend(Fragment);

    // The one that a record has would print passwords.
    public override string ToString() => Unit;
}
