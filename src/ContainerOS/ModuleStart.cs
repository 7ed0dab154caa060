using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using ContainerOS.Connections.Transports;

namespace ContainerOS;

/// <summary>What the first call would wait for, done while PowerShell still imports the module: some 100 ms.</summary>
internal static class ModuleStart
{
    /// <summary>To be called once, before a type of Core is needed: then Core comes compiled ahead, where there is such a copy, and SSH.NET is loaded on another thread.</summary>
    public static void Begin()
    {
        if (!RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal))
            ShareCore(Path.Combine(ModuleFolder.Path, "bin", "net8.0"));
        Task.Run(Prepare); // what fails here fails again, and is told, where it is needed
    }

    private static void ShareCore(string folder)
    {
        var core = typeof(ModuleStart).Assembly.GetReferencedAssemblies().Single(name => name.Name == "ContainerOS.Core");
        try
        {
            var loader = Assembly.LoadFrom(Path.Combine(folder, "ContainerOS.Loader.dll")).GetType("ContainerOS.Loading.MachineFolder", throwOnError: true)!;
            ((Action<string, string>)Delegate.CreateDelegate(typeof(Action<string, string>), loader, "Share"))(folder, core.FullName);
        }
        catch (Exception error) when (error is IOException or BadImageFormatException or TypeLoadException or ArgumentException)
        {
            // A broken installation: the copy of Core beside this file serves as well, and Get-ContainerOsTransport tells what is wrong with the folder.
        }
    }

    // A method of its own, so that the others need no type of Core.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Prepare() => SshNetAssembly.Find(ModuleFolder.Path).Prepare();
}
