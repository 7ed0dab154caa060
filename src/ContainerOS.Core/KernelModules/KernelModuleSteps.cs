using System.Collections.Generic;
using System.Linq;
using System.Text;
using ContainerOS.Changes;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;

namespace ContainerOS.KernelModules;

/// <summary>The steps that load kernel modules, now and at every boot, in the way of each system.</summary>
internal static class KernelModuleSteps
{
    /// <summary>The file that loads them at boot, where there is such a folder.</summary>
    public const string File = "/etc/modules-load.d/containeros.conf";

    private const string Heading = "# Modules that ContainerOS has loaded at every boot: see Enable-ContainerOsKernelModule.\n";

    /// <summary>Loads a module now.</summary>
    public static ChangeStep Load(string name) => new ItemStep("Module", name, new CommandStep("modprobe " + name, "modprobe " + name, $"modprobe -r {name} 2>/dev/null || :"));

    /// <summary>Unloads a module.</summary>
    public static ChangeStep Unload(string name) => new ItemStep("Module", name, new CommandStep("modprobe -r " + name, "modprobe -r " + name, $"modprobe {name}"));

    /// <summary>Whether a system can be told to load modules at every boot.</summary>
    public static bool CanKeep(OsProfile os) => os.ModulePersistence is not null && (os.EtcPersists || os.Family == OsFamily.RancherOS);

    /// <summary>Has modules loaded at every boot, beside those that are.</summary>
    /// <param name="os">The system.</param>
    /// <param name="state">What is loaded at boot now.</param>
    /// <param name="names">The modules.</param>
    public static IEnumerable<ChangeStep> Keep(OsProfile os, KernelModuleBoot state, IReadOnlyList<string> names) => Set(os, state, state.Names.Union(names).ToList(), "add");

    /// <summary>Has modules no longer loaded at every boot by what <see cref="Keep"/> wrote.</summary>
    public static IEnumerable<ChangeStep> Drop(OsProfile os, KernelModuleBoot state, IReadOnlyList<string> names) => Set(os, state, state.Names.Except(names).ToList(), "remove");

    /// <summary>Where it is kept, for plans.</summary>
    public static string Place(OsProfile os) => os.Family == OsFamily.RancherOS ? "rancher.modules" : File;

    private static IEnumerable<ChangeStep> Set(OsProfile os, KernelModuleBoot state, List<string> wanted, string verb)
    {
        if (wanted.SequenceEqual(state.Names))
            yield break;
        if (os.Family == OsFamily.RancherOS)
        {
            yield return new ItemStep("AtBoot", "rancher.modules", new CommandStep(verb, RosSet(wanted), RosSet(state.Names)));
            yield break;
        }

        var text = wanted.Count == 0 ? null : Heading + string.Concat(wanted.Select(name => name + "\n"));
        if (text is not null || state.FileContent is not null)
            yield return new FileStep(File, state.FileContent, text is null ? null : Encoding.ASCII.GetBytes(text)) { ItemKind = "Module" };
    }

    private static string RosSet(IEnumerable<string> names) => "ros config set rancher.modules " + ScriptEncoding.Quote("[" + string.Join(",", names.Select(name => $"'{name}'")) + "]");
}
