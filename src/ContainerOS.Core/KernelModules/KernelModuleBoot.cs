using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using ContainerOS.Scripts;

namespace ContainerOS.KernelModules;

/// <summary>What our own list of modules for every boot holds on a host. Read by module-keep.sh.</summary>
/// <param name="Names">The modules, in the order of the list.</param>
/// <param name="FileContent">The file's bytes; null where there is no file.</param>
internal sealed record KernelModuleBoot(IReadOnlyList<string> Names, byte[]? FileContent)
{
    /// <summary>Reads the sections of module-keep.sh.</summary>
    public static KernelModuleBoot Read(ScriptResult result)
    {
        if (result.Sections.TryGetValue("rosmodules", out var ros) && ros.Status == 0)
            return new KernelModuleBoot(ros.Lines().Select(line => Regex.Match(line, @"^\s*-\s*['""]?([\w-]+)['""]?\s*$", RegexOptions.CultureInvariant)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList(), null);
        var content = result.Sections.TryGetValue("modulesfile", out var file) && file.Status == 0 ? file.Output : null;
        var names = Encoding.ASCII.GetString(content ?? []).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] is not ('#' or ';')).ToList();
        return new KernelModuleBoot(names, content);
    }

    /// <summary>Whether a name is one that the kernel may give a module.</summary>
    public static bool IsName(string name) => Regex.IsMatch(name, @"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant);
}
