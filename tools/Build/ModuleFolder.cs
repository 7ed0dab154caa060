using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ContainerOS.Build;

/// <summary>Fills a folder beside out/ContainerOS and puts it in place only when it is complete.</summary>
internal sealed class ModuleFolder : IDisposable
{
    private const string Core = "ContainerOS.Core.dll";
    private static readonly string[] CompiledAhead = [Core, "ContainerOS.SshNet.dll", "Renci.SshNet.dll", "BouncyCastle.Cryptography.dll", "Microsoft.Extensions.Logging.Abstractions.dll"];

    private static readonly string[] SshNet =
    [
        "ContainerOS.SshNet.dll", "Renci.SshNet.dll", "BouncyCastle.Cryptography.dll",
        "Microsoft.Extensions.Logging.Abstractions.dll", "Microsoft.Extensions.DependencyInjection.Abstractions.dll",
    ];

    /// <summary>Everything that may be loaded into a user's session, by folder. A new entry is a decision, not an accident.</summary>
    private static readonly Dictionary<string, string[]> AllowedAssemblies = new()
    {
        [""] = ["ContainerOS.dll", Core],
        ["bin/net8.0"] = ["ContainerOS.Loader.dll", .. SshNet],
        ["bin/net8.0/linux-x64"] = CompiledAhead,
        ["bin/net8.0/win-x64"] = CompiledAhead,
        ["bin/net472"] =
        [
            .. SshNet, "Microsoft.Bcl.AsyncInterfaces.dll", "Microsoft.Bcl.Cryptography.dll", "System.Buffers.dll", "System.Formats.Asn1.dll", "System.Memory.dll",
            "System.Numerics.Vectors.dll", "System.Runtime.CompilerServices.Unsafe.dll", "System.Threading.Tasks.Extensions.dll",
        ],
    };

    public ModuleFolder() => Directory.CreateDirectory(Staging);

    public string Staging { get; } = Repository.Path("out", $".staging-{Environment.ProcessId}");

    public void Add(string file, string subfolder = "")
    {
        if (!File.Exists(file))
            throw new BuildFailure($"The module needs {Repository.Relative(file)}, which is not there.");
        var folder = Directory.CreateDirectory(Path.Combine(Staging, subfolder)).FullName;
        File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    /// <summary>Takes the assemblies of a folder of the module from where they were compiled, and Core only where it is wanted.</summary>
    public void AddAssemblies(string subfolder, params string[] sources)
    {
        var allowed = AllowedAssemblies[subfolder];
        var found = sources.SelectMany(source => Directory.GetFiles(source, "*.dll"))
            .Where(file => allowed.Contains(Core) || Path.GetFileName(file) != Core).ToArray();
        var unexpected = found.Where(file => !allowed.Contains(Path.GetFileName(file))).ToArray();
        if (unexpected.Length > 0)
            throw new BuildFailure(
                $"These must not be shipped: {string.Join(", ", unexpected.Select(Repository.Relative))}. "
                + "Take out the reference that brings them, and run the clean task if it is gone already.");
        foreach (var name in allowed)
            Add(found.FirstOrDefault(file => Path.GetFileName(file) == name) ?? Path.Combine(sources[0], name), subfolder);
    }

    /// <summary>Replaces out/ContainerOS, so that what is no longer produced vanishes. Equal content is left in place.</summary>
    public void Publish()
    {
        if (Same(Staging, Repository.Module))
            return;
        var retired = Staging + "-retired";
        try
        {
            if (Directory.Exists(Repository.Module))
                Directory.Move(Repository.Module, retired);
            Directory.Move(Staging, Repository.Module);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(retired))
                Directory.Move(retired, Repository.Module);
            throw new BuildFailure($"out/ContainerOS could not be replaced; a PowerShell that imported it may hold it: {e.Message}");
        }
        if (Directory.Exists(retired))
            Directory.Delete(retired, recursive: true);
    }

    public void Dispose()
    {
        if (Directory.Exists(Staging))
            Directory.Delete(Staging, recursive: true);
    }

    private static bool Same(string left, string right) =>
        Directory.Exists(right) && Files(left).SequenceEqual(Files(right))
        && Files(left).All(name => File.ReadAllBytes(Path.Combine(left, name)).SequenceEqual(File.ReadAllBytes(Path.Combine(right, name))));

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal);
}
