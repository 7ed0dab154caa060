using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ContainerOS.Loading;

/// <summary>The copies of our assemblies that are compiled ahead for this system and processor.</summary>
public static class MachineFolder
{
    /// <summary>Where they are, or would be.</summary>
    /// <param name="folder">The folder that holds those for every machine.</param>
    /// <returns>The full path.</returns>
    public static string In(string folder)
    {
        var system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win" : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "linux" : "other";
        return Path.Combine(folder, system + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());
    }

    /// <summary>Lets everybody have the copy of an assembly that is not loaded yet, where there is one.</summary>
    /// <param name="folder">The folder that holds those for every machine.</param>
    /// <param name="name">The assembly's full name: another version is not ours to give.</param>
    public static void Share(string folder, string name)
    {
        var wanted = new AssemblyName(name);
        var path = Path.Combine(In(folder), wanted.Name + ".dll");
        if (!File.Exists(path))
            return;
        AssemblyLoadContext.Default.Resolving += (context, asked) => asked.FullName == wanted.FullName ? context.LoadFromAssemblyPath(path) : null;
    }
}
