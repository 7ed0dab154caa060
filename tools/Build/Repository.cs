using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ContainerOS.Build;

/// <summary>Where things are. The tool works from any current directory.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "out", ".git", ".vs", "fixtures"];

    public static string Root { get; } = FindRoot();

    public static string Output => Path("out");

    public static string Module => Path("out", "ContainerOS");

    public static string ModuleManifest => Path("out", "ContainerOS", "ContainerOS.psd1");

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>What compiling a project makes.</summary>
    public static string Assembly(string project, string configuration, string framework = "net10.0") =>
        Path(
            System.IO.Path.GetDirectoryName(project)!, "bin", configuration, framework,
            System.IO.Path.GetFileNameWithoutExtension(project) + ".dll");

    public static string Relative(string path) => System.IO.Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Every file that is neither the product of a build nor recorded from elsewhere, in a stable order.</summary>
    public static IEnumerable<string> SourceFiles() => SourceFiles(Root).Order(StringComparer.Ordinal);

    private static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(child => !NotOurs.Contains(System.IO.Path.GetFileName(child)))
                .SelectMany(SourceFiles));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "ContainerOS.psd1"))
                && Directory.Exists(System.IO.Path.Combine(folder.FullName, "tools")))
                return folder.FullName;
        throw new BuildFailure($"No repository above {AppContext.BaseDirectory}.");
    }
}
