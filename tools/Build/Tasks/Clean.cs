using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ContainerOS.Build.Tasks;

/// <summary>Removes what the other tasks made, except for this tool, which is running.</summary>
internal static class Clean
{
    public static Task<int> RunAsync(Context context)
    {
        var folders = Repository.SourceFiles()
            .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && !file.EndsWith("Build.csproj", StringComparison.Ordinal))
            .Select(project => Path.GetDirectoryName(project)!)
            .SelectMany(folder => (string[])[Path.Combine(folder, "bin"), Path.Combine(folder, "obj")])
            .Append(Repository.Output)
            .Where(Directory.Exists);
        foreach (var folder in folders.ToArray())
            Directory.Delete(folder, recursive: true);
        Console.WriteLine("Clean.");
        return Task.FromResult(0);
    }
}
