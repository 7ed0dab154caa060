using System.IO;
using System.Runtime.CompilerServices;

namespace ContainerOS.Tests;

/// <summary>Where the project's files are.</summary>
public static class Repository
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>A recorded output below tests/fixtures.</summary>
    public static string Fixture(string path) => Path.Combine(Root, "tests", "fixtures", path);

    private static string Here([CallerFilePath] string path = "") => path;
}
