using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace ContainerOS.Connections.Transports;

/// <summary>.NET Framework only: lets the assemblies of one folder find each other, and nobody else find them.</summary>
internal sealed class FrameworkResolver
{
    private readonly string folder;
    private readonly Dictionary<string, Assembly> loaded = new(StringComparer.OrdinalIgnoreCase);

    private FrameworkResolver(string folder) => this.folder = folder;

    /// <summary>Loads an assembly of the folder; what it refers to follows when it is needed.</summary>
    public static Assembly Load(string folder, string name)
    {
        var resolver = new FrameworkResolver(folder);
        AppDomain.CurrentDomain.AssemblyResolve += resolver.Resolve;
        return resolver.FromFolder(name) ?? throw new FileNotFoundException("There is no such file.", Path.Combine(folder, name + ".dll"));
    }

    private Assembly? Resolve(object sender, ResolveEventArgs wanted)
    {
        if (wanted.RequestingAssembly is not { IsDynamic: false } asking || !string.Equals(Path.GetDirectoryName(asking.Location), folder, StringComparison.OrdinalIgnoreCase))
            return null;
        var name = new AssemblyName(wanted.Name).Name;
        var core = typeof(FrameworkResolver).Assembly;
        return name == core.GetName().Name ? core : FromFolder(name);
    }

    // LoadFile binds by path: a version that another module has loaded does not come in its place.
    private Assembly? FromFolder(string name)
    {
        lock (loaded)
        {
            if (loaded.TryGetValue(name, out var known))
                return known;
            var path = Path.Combine(folder, name + ".dll");
            return File.Exists(path) ? loaded[name] = Assembly.LoadFile(path) : null;
        }
    }
}
