using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ContainerOS.Build;

/// <summary>The fields of ContainerOS.psd1 that the build needs, read as text: there may be no PowerShell to ask.</summary>
internal sealed class ModuleManifest(string text)
{
    public string Version => Value("ModuleVersion");

    public string Description => Value("Description");

    public string Author => Value("Author");

    public string Copyright => Value("Copyright");

    public IReadOnlyList<string> Tags => Values("Tags");

    public IReadOnlyList<string> Cmdlets => Values("CmdletsToExport");

    /// <summary>The files that importing the module opens.</summary>
    public IEnumerable<string> Files => [Value("RootModule"), .. Values("FormatsToProcess"), .. Values("TypesToProcess")];

    public static ModuleManifest Load() => new(File.ReadAllText(Repository.Path("ContainerOS.psd1")));

    private string Value(string name)
    {
        var match = Regex.Match(text, $@"^\s*{name}\s*=\s*'((?:[^']|'')*)'", RegexOptions.Multiline);
        return match.Success ? match.Groups[1].Value.Replace("''", "'") : throw new BuildFailure($"ContainerOS.psd1 has no {name}.");
    }

    private string[] Values(string name)
    {
        var list = Regex.Match(text, $@"^\s*{name}\s*=\s*@\(([^)]*)\)", RegexOptions.Multiline);
        return list.Success
            ? [.. Regex.Matches(list.Groups[1].Value, "'([^']*)'").Select(item => item.Groups[1].Value)]
            : throw new BuildFailure($"ContainerOS.psd1 has no {name}.");
    }
}
