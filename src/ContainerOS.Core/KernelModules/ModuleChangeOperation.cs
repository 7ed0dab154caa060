using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.KernelModules;

/// <summary>Loads and unloads kernel modules, now and at boot.</summary>
/// <param name="names">The modules.</param>
/// <param name="enable">Load them; else unload them.</param>
/// <param name="atBoot">Also at every boot; unloading always takes them out of our own list.</param>
/// <param name="timeout">How long each request may take; null means no limit.</param>
internal sealed class ModuleChangeOperation(IReadOnlyList<string> names, bool enable, bool atBoot, TimeSpan? timeout)
{
    private static readonly Lazy<string> Before = new(() => RemoteScript.Embedded("module-keep.sh") + OsIdentityScript.Text);

    /// <summary>Reads a host and plans.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, does not let us be root, or does not have a module.</exception>
    public async Task<ModuleChangePlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken)
    {
        var probe = KernelModuleProbe.Script(names, elevate: true);
        var script = new RemoteScript("The look at kernel modules", Before.Value + probe.Text, probe.Arguments.ToArray()) { Elevation = Elevation.Required, IsReadOnly = true, MaxOutputBytes = probe.MaxOutputBytes };
        var result = await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
        var modules = KernelModuleProbe.Read(target, result, names);
        var os = OsProfiles.For(OsIdentityScript.Read(result).Family);
        var boot = KernelModuleBoot.Read(result);
        return enable ? Enable(target, modules, os, boot) : Disable(target, modules, os, boot);
    }

    /// <summary>Does it, and looks again.</summary>
    /// <exception cref="HostConnectionException">The change did not come about; the message says in which state the host is.</exception>
    public async Task<ModuleChangeResult> ApplyAsync(ModuleChangePlan plan, IHostConnection connection, Func<IHostConnection> connect, ChangeAuthor author, CancellationToken cancellationToken)
    {
        var run = new ChangeRun(plan.Target, plan.Change, connect) { Timeout = timeout, Author = author };
        var report = await run.RunAsync(connection, cancellationToken).ConfigureAwait(false);
        var failures = ItemStep.Read(report).Where(note => note.Outcome == "Failed").Select(note => $"{note.Name}: {note.Detail?.TrimEnd('.')}").ToList();
        return new ModuleChangeResult(await KernelModuleProbe.RunAsync(connection, names, elevate: true, timeout, cancellationToken).ConfigureAwait(false), failures);
    }

    private ModuleChangePlan Enable(HostTarget target, KernelModule[] modules, OsProfile os, KernelModuleBoot boot)
    {
        var gone = modules.Where(module => module.State is KernelModuleState.Missing or KernelModuleState.Blocked).ToList();
        if (gone.Count > 0)
        {
            throw new HostConnectionException(ConnectionFailure.UnsupportedOperation, target, "nothing was changed: " + string.Join("; ", gone.Select(module => module.State == KernelModuleState.Missing
                ? $"this kernel has no {module.Name}" : $"modprobe.d keeps {module.Name} from being loaded")), "Get-ContainerOsKernelModule shows what there is.");
        }

        var load = modules.Where(module => module.State is not (KernelModuleState.BuiltIn or KernelModuleState.Loaded)).Select(module => module.Name).ToList();
        var keep = !atBoot ? [] : modules.Where(module => module.State != KernelModuleState.BuiltIn && (module.PersistedBy is null || module.PersistedBy.Count == 0)).Select(module => module.Name).ToList();
        var warnings = keep.Count > 0 && !KernelModuleSteps.CanKeep(os) ? new[] { $"{os.DisplayName} keeps no list of modules: they are loaded until the next boot only" } : [];
        var steps = load.Select(KernelModuleSteps.Load).Concat(KernelModuleSteps.CanKeep(os) ? KernelModuleSteps.Keep(os, boot, keep) : []).ToList();
        return Plan(target, modules, steps, warnings,
            [.. load.Count > 0 ? new[] { "load " + string.Join(", ", load) } : [], .. keep.Count > 0 && KernelModuleSteps.CanKeep(os) ? new[] { $"load at every boot, by {KernelModuleSteps.Place(os)}: " + string.Join(", ", keep) } : []]);
    }

    private ModuleChangePlan Disable(HostTarget target, KernelModule[] modules, OsProfile os, KernelModuleBoot boot)
    {
        var unload = modules.Where(module => module.State == KernelModuleState.Loaded).Select(module => module.Name).ToList();
        var drop = modules.Select(module => module.Name).Intersect(boot.Names).ToList();
        var others = modules.Where(module => (module.PersistedBy ?? []).Any(file => file != KernelModuleSteps.File && !file.StartsWith("/var/lib/rancher/", StringComparison.Ordinal)))
            .Select(module => $"{module.Name} is loaded at boot by {string.Join(", ", module.PersistedBy!)}, which stays").ToList();
        var builtIn = modules.Where(module => module.State == KernelModuleState.BuiltIn).Select(module => $"{module.Name} is built into the kernel");
        var steps = unload.Select(KernelModuleSteps.Unload).Concat(KernelModuleSteps.Drop(os, boot, drop)).ToList();
        return Plan(target, modules, steps, [.. others, .. builtIn],
            [.. unload.Count > 0 ? new[] { "unload " + string.Join(", ", unload) } : [], .. drop.Count > 0 ? new[] { $"no longer at boot, by {KernelModuleSteps.Place(os)}: " + string.Join(", ", drop) } : []]);
    }

    private ModuleChangePlan Plan(HostTarget target, KernelModule[] modules, List<ChangeStep> steps, IReadOnlyList<string> warnings, IReadOnlyList<string> summary) => new(target, new ChangePlan
    {
        Title = (enable ? "Enable" : "Disable") + "-ContainerOsKernelModule " + string.Join(",", modules.Select(module => module.Name)),
        Steps = steps,
        Library = ItemStep.Library,
        Summary = steps.Count == 0 ? ["the modules are as wanted"] : summary,
    }, modules)
    {
        Warnings = warnings,
    };
}
