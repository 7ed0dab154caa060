using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Info;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.KernelModules;

/// <summary>Asks a host about kernel modules: one script, one round trip, nothing changed.</summary>
internal static class KernelModuleProbe
{
    private const string CloudConfig = "/var/lib/rancher/conf/cloud-config.yml";
    private static readonly Lazy<string> Text = new(() => RemoteScript.Embedded("module-facts.sh") + RemoteScript.Embedded("module-boot.sh") + RemoteScript.Embedded("kernel-module.sh"));

    /// <summary>Asks a host.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, did not let us in, or was lost.</exception>
    public static async Task<KernelModule[]> RunAsync(IHostConnection connection, IReadOnlyList<string> names, bool elevate, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(Script(names, elevate), timeout, cancellationToken).ConfigureAwait(false);
        return Read(connection.Target, result, names);
    }

    public static RemoteScript Script(IReadOnlyList<string> names, bool elevate) => new("The look at kernel modules", Text.Value, string.Join(" ", names.Select(Normal).Distinct()))
    {
        Elevation = elevate ? Elevation.IfPossible : Elevation.None,
        IsReadOnly = true,
        MaxOutputBytes = 32 << 20,
    };

    public static KernelModule[] Read(HostTarget target, ScriptResult result, IReadOnlyList<string> names)
    {
        ScriptSection? Section(string name) => result.Sections.TryGetValue(name, out var section) ? section : null;

        var facts = new HostFacts(Section("facts"));
        var modules = ModuleFacts.Read(facts, names.Select(Normal), Section("modprobe"));
        var holders = facts.All("holder").Select(line => line.Split(' ')).Where(words => words.Length == 2).ToLookup(words => words[0], words => HostText.Clean(words[1]));
        var hidden = facts.All("root").Count == 0 && facts.Absent.Contains(CloudConfig) ? $"only root can read {CloudConfig}" : null;
        return names.Select(Normal).Distinct().Select(name => modules[name]).Select(module => new KernelModule(target.ComputerName, target.Address, module.Name)
        {
            Port = result.Connection.Port ?? target.Port ?? 22,
            UserName = result.Connection.UserName ?? target.UserName,
            State = module.State,
            SizeBytes = module.Size,
            References = module.References,
            UsedBy = holders[module.Name].ToList(),
            PersistedBy = hidden is not null || (module.State is null && !module.IsAbsent) ? null : module.PersistedBy,
            Detail = module.Remark ?? hidden,
        }).ToArray();
    }

    // As the kernel itself names them.
    private static string Normal(string name) => name.Replace('-', '_');
}
