using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace ContainerOS.Loading;

/// <summary>Takes what is in one folder from there, whatever versions of it others have loaded; all else is everybody's.</summary>
public sealed class PrivateContext : AssemblyLoadContext
{
    private readonly string folder;
    private readonly string machineFolder;
    private readonly Assembly shared;

    private PrivateContext(string folder, Assembly shared)
        : base("ContainerOS.SshNet")
    {
        this.folder = folder;
        machineFolder = MachineFolder.In(folder);
        this.shared = shared;
    }

    /// <summary>Loads an assembly of the folder into a context of its own.</summary>
    /// <param name="folder">The full path of the folder.</param>
    /// <param name="name">The assembly's simple name.</param>
    /// <param name="shared">The one assembly whose types both sides use.</param>
    /// <returns>The assembly.</returns>
    public static Assembly Load(string folder, string name, Assembly shared) =>
        new PrivateContext(folder, shared).LoadFromAssemblyName(new AssemblyName(name));

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == shared.GetName().Name)
            return shared;
        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        var compiledAhead = Path.Combine(machineFolder, assemblyName.Name + ".dll");
        return File.Exists(compiledAhead) ? LoadFromAssemblyPath(compiledAhead)
            : File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
