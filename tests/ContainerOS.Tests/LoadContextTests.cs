using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using ContainerOS.EngineHosting.Session;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>SSH.NET beside another module's version of it: in processes of their own, since nothing can be unloaded from one.</summary>
public sealed class LoadContextTests : IDisposable
{
    private const string Closure = "'Renci.SshNet', 'BouncyCastle.Cryptography', 'Microsoft.Extensions.Logging.Abstractions', 'Microsoft.Extensions.DependencyInjection.Abstractions', 'ContainerOS.SshNet'";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("containeros-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData("0.9.0.0")]
    [InlineData("9999.0.0.0")]
    public async Task It_works_and_keeps_to_itself(string? otherVersion)
    {
        var output = await RunAsync($$"""
            {{(otherVersion is null ? "" : $"[void][Reflection.Assembly]::LoadFrom('{Fake(otherVersion)}')")}}
            Import-Module '{{ModuleSession.Manifest}}' -Force
            foreach ($assembly in [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies) { if ($assembly.GetName().Name -eq 'ContainerOS.Core') { "Core from $($assembly.Location)" } }
            Get-ContainerOsTransport | ForEach-Object { "$($_.Transport) $($_.IsAvailable) $($_.Version) $($_.Problem)" }
            Import-Module '{{ModuleSession.Manifest}}' -Force
            Import-Module '{{ModuleSession.Manifest}}' -Force
            {{Call}}
            foreach ($context in [Runtime.Loader.AssemblyLoadContext]::All) {
                foreach ($assembly in $context.Assemblies) {
                    if ($assembly.GetName().Name -in {{Closure}}) { "$($context.Name): $($assembly.GetName().Name) $($assembly.GetName().Version)"; "from $($assembly.Location)" }
                }
            }
            """);
        Assert.Contains("Core from " + Path.Combine(ModuleSession.Folder, CompiledAhead is "" ? "" : Path.Combine("bin", "net8.0", CompiledAhead), "ContainerOS.Core.dll"), output);
        Assert.Contains("SshNet True SSH.NET 2026.", output);
        Assert.Contains("ContainerOS.SshNet: Renci.SshNet 2026.", output);
        Assert.Contains(Path.Combine(ModuleSession.Folder, "bin", "net8.0", CompiledAhead, "Renci.SshNet.dll"), output);
        if (Lab.Directory is not null)
            Assert.Contains("read " + Lab.Hosts[0].Name, output);
        Assert.Equal(1, output.Split('\n').Count(line => line.StartsWith("ContainerOS.SshNet: Renci.SshNet ", StringComparison.Ordinal)));
        var inDefault = output.Split('\n').Where(line => line.StartsWith("Default: ", StringComparison.Ordinal));
        Assert.Equal(otherVersion is null ? [] : [$"Default: Renci.SshNet {otherVersion}"], inDefault.Select(line => line.TrimEnd()));
    }

    [Fact]
    public async Task A_missing_part_is_told_by_name()
    {
        var module = Path.Combine(folder.FullName, "ContainerOS");
        foreach (var file in Directory.GetFiles(ModuleSession.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("BouncyCastle.Cryptography.dll", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(module, Path.GetRelativePath(ModuleSession.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var output = await RunAsync($"Import-Module '{module}/ContainerOS.psd1'; Get-ContainerOsTransport | ForEach-Object {{ \"$($_.Transport) $($_.IsAvailable) $($_.Problem)\" }}");
        Assert.Contains("SshNet False", output);
        Assert.Contains("BouncyCastle.Cryptography", output);
        Assert.Contains("OpenSsh True", output);
    }

    private static string CompiledAhead => RuntimeInformation.ProcessArchitecture != Architecture.X64 ? ""
        : OperatingSystem.IsLinux() ? "linux-x64" : OperatingSystem.IsWindows() ? "win-x64" : "";

    // With a lab also a real call, which needs all of the closure.
    private static string Call => Lab.Directory is null ? ""
        : $"\"read $((Get-ContainerOsInfo {Lab.Hosts[0].User}@{Lab.Hosts[0].Address} {ModuleSession.Login} -Transport SshNet).HostName)\"";

    private string Fake(string version)
    {
        var file = Path.Combine(folder.FullName, "Renci.SshNet.dll");
        var builder = new PersistedAssemblyBuilder(new AssemblyName("Renci.SshNet") { Version = new Version(version) }, typeof(object).Assembly);
        builder.DefineDynamicModule("Renci.SshNet").DefineType("Renci.SshNet.SshClient", TypeAttributes.Public).CreateType();
        builder.Save(file);
        return file;
    }

    private async Task<string> RunAsync(string script)
    {
        var file = Path.Combine(folder.FullName, "script.ps1");
        await File.WriteAllTextAsync(file, script);
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(EngineSession).Assembly.Location, "-File", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await error);
        return output + await error;
    }
}
