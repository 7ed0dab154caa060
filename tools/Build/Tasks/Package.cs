using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ContainerOS.Build.Tasks;

/// <summary>Writes what is published: a .zip to unpack in a module folder, and a .nupkg as the PowerShell Gallery takes it.</summary>
internal static class Package
{
    public static async Task<int> RunAsync(Context context)
    {
        await ModuleBuild.WithAsync(context).ConfigureAwait(false);
        var manifest = ModuleManifest.Load();
        var files = Directory.EnumerateFiles(Repository.Module, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(Repository.Module, file).Replace('\\', '/'), File.ReadAllBytes);

        Context.Say("Package");
        Write($"ContainerOS.{manifest.Version}.zip", files.ToDictionary(file => $"ContainerOS/{file.Key}", file => file.Value));
        Write($"ContainerOS.{manifest.Version}.nupkg", GalleryPackage.Parts(manifest, files));
        return 0;
    }

    private static void Write(string name, IReadOnlyDictionary<string, byte[]> parts)
    {
        var file = Repository.Path("out", name);
        ReproducibleZip.Write(file, parts);
        Console.WriteLine($"out/{name}, {new FileInfo(file).Length:N0} bytes");
    }
}
