using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ContainerOS.Info;
using ContainerOS.Scripts;

namespace ContainerOS.KernelModules;

/// <summary>Reads what module-facts.sh prints.</summary>
internal static class ModuleFacts
{
    /// <summary>The modules that a script asked for.</summary>
    /// <param name="facts">The lines module= and kept=.</param>
    /// <param name="names">What was asked for, with underscores.</param>
    /// <param name="modprobe">What modprobe would do for those that are absent; null when it was not asked.</param>
    /// <returns>A fact for each name.</returns>
    public static IReadOnlyDictionary<string, ModuleFact> Read(HostFacts facts, IEnumerable<string> names, ScriptSection? modprobe)
    {
        var lines = facts.All("module").Select(line => line.Split(' ')).Where(words => words.Length > 1).GroupBy(words => words[0]).ToDictionary(group => group.Key, group => group.First());
        var kept = facts.All("kept").Select(line => line.Split([' '], 2)).Where(words => words.Length == 2).ToLookup(words => words[0], words => HostText.Clean(words[1]));
        return names.Distinct().ToDictionary(name => name, name =>
        {
            var fact = new ModuleFact(name) { PersistedBy = kept[name].Distinct().ToList() };
            var words = lines.TryGetValue(name, out var line) ? line : [name, ""];
            switch (words[1])
            {
                case "builtin":
                    fact.State = KernelModuleState.BuiltIn;
                    break;
                case "loaded":
                    fact.State = KernelModuleState.Loaded;
                    fact.Size = words.Length > 2 && long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;
                    fact.References = words.Length > 3 && int.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out var users) ? users : null;
                    break;
                case "absent":
                    fact.IsAbsent = true;
                    Judge(fact, modprobe);
                    break;
                default:
                    fact.Remark = facts.Reason("/sys/module");
                    break;
            }

            return fact;
        });
    }

    // With several names modprobe only warns of one that it does not find, and prints an insmod for each that it would load.
    private static void Judge(ModuleFact fact, ScriptSection? modprobe)
    {
        if (modprobe is not { IsComplete: true })
        {
            fact.Remark = modprobe is null ? "modprobe was not asked" : "the answer was cut off";
            return;
        }

        var output = modprobe.Lines();
        var errors = HostText.Decode(modprobe.Error).Split('\n');
        var name = Regex.Escape(fact.Name).Replace("_", "[-_]");
        if (output.Any(line => Regex.IsMatch(line, $@"^insmod (\S*/)?{name}\.ko", RegexOptions.CultureInvariant)))
            fact.State = KernelModuleState.Loadable;
        else if (errors.Any(line => Regex.IsMatch(line, $@"\bModule {name} not found\b", RegexOptions.CultureInvariant)))
            fact.State = KernelModuleState.Missing;
        else if (output.FirstOrDefault(line => line.StartsWith("install ", StringComparison.Ordinal)) is { } command)
            (fact.State, fact.Remark) = (KernelModuleState.Blocked, HostText.Clean(command.Trim()));
        else if (modprobe.Status == 0 && modprobe.FirstError.Length == 0)
            fact.State = KernelModuleState.Missing; // modules.dep was read in modprobe's place and does not have it
        else
            fact.Remark = modprobe.FirstError.Length > 0 ? HostText.Clean(modprobe.FirstError) : "modprobe does not say";
    }
}
