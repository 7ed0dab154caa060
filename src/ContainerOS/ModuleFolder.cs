namespace ContainerOS;

/// <summary>Where the module is installed.</summary>
internal static class ModuleFolder
{
    public static string Path { get; } = System.IO.Path.GetDirectoryName(typeof(ModuleFolder).Assembly.Location)!;
}
