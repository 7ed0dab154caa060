using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace ContainerOS.Build.Tasks;

/// <summary>What a reviewer should not have to look for.</summary>
internal static class Analyze
{
    public static async Task<int> RunAsync(Context context)
    {
        await ModuleBuild.WithAsync(context).ConfigureAwait(false);
        var good = await ShellScriptsAsync(context).ConfigureAwait(false);
        good &= await CSharpAsync(context).ConfigureAwait(false);
        good &= await NetFrameworkAsync(context).ConfigureAwait(false);
        good &= await PowerShellAsync(context).ConfigureAwait(false);
        Console.WriteLine(good ? "No findings." : "There are findings, see above.");
        return good ? 0 : 1;
    }

    private static async Task<bool> ShellScriptsAsync(Context context)
    {
        if (Pwsh.Find("shellcheck") is null && Lab.CanStart)
            await Lab.SetUpAsync(context).ConfigureAwait(false);
        if (Pwsh.Find("shellcheck") is null)
        {
            Console.WriteLine("shellcheck left out: it is not on the PATH.");
            return true;
        }
        // Sourced files are named from the script's folder or from the one above it.
        string[] follow = ["-x", "-P", "SCRIPTDIR", "-P", "SCRIPTDIR/.."];
        // What is sent to a host runs in whatever sh is there; the rest names its shell in its first line.
        var scripts = Repository.SourceFiles().Where(IsShellScript).ToLookup(file => Repository.Relative(file).StartsWith("src/", StringComparison.Ordinal));
        Context.Say($"shellcheck ({scripts.Sum(group => group.Count())} scripts)");
        return await CheckAsync(context, [.. follow, "-s", "sh"], scripts[true]).ConfigureAwait(false)
            & await CheckAsync(context, follow, scripts[false]).ConfigureAwait(false);
    }

    private static async Task<bool> CheckAsync(Context context, string[] options, IEnumerable<string> files)
    {
        var names = files.Select(Repository.Relative).ToArray();
        return names.Length == 0 || await context.Shell.RunAsync("shellcheck", [.. options, .. names]).ConfigureAwait(false) == 0;
    }

    private static bool IsShellScript(string file)
    {
        if (file.EndsWith(".sh", StringComparison.Ordinal))
            return true;
        if (Path.HasExtension(file))
            return false;
        using var reader = new StreamReader(file);
        return reader.ReadLine() is { } first && Regex.IsMatch(first, @"^#!.*[/ ](ba|da|k)?sh(\s|$)");
    }

    private static async Task<bool> CSharpAsync(Context context)
    {
        Context.Say("dotnet format");
        return await context.Shell.RunAsync("dotnet", ["format", Repository.Path("ContainerOS.sln"), "--verify-no-changes"]).ConfigureAwait(false) == 0;
    }

    // Windows PowerShell 5.1 is not to be had here; that everything exists in its framework can be checked all the same.
    private static async Task<bool> NetFrameworkAsync(Context context)
    {
        Context.Say(".NET Framework 4.7.2");
        var artifacts = Repository.Path("out", "net472");
        return await context.Shell.RunAsync(
            "dotnet",
            [
                "msbuild", Repository.Path("src", "ContainerOS", "ContainerOS.csproj"), "-restore", "-p:CheckNetFramework=true", $"-p:ArtifactsPath={artifacts}",
                "-v:quiet", "-nologo", "-tl:off",
            ]).ConfigureAwait(false) == 0;
    }

    private static async Task<bool> PowerShellAsync(Context context)
    {
        var pwsh = await Pwsh.FindAsync().ConfigureAwait(false);
        if (pwsh is null || !await pwsh.HasModuleAsync(context, "PSScriptAnalyzer", "1.20").ConfigureAwait(false))
        {
            Console.WriteLine($"PSScriptAnalyzer left out: {(pwsh is null ? "no pwsh on the PATH." : "it is not installed for pwsh.")}");
            return true;
        }
        // The manifest is only valid beside the files that it names: in the built module.
        var scripts = Repository.SourceFiles().Where(file => Path.GetExtension(file) is ".ps1" or ".psm1" or ".psd1")
            .Select(file => Repository.Relative(file) == "ContainerOS.psd1" ? Repository.ModuleManifest : file).ToArray();
        Context.Say($"PSScriptAnalyzer ({scripts.Length} files)");
        var analyzer = Repository.Path("tools", "Build", "Invoke-Analyzer.ps1");
        return await context.Shell.RunAsync(pwsh.Program, pwsh.Arguments(["-File", analyzer, .. scripts])).ConfigureAwait(false) == 0;
    }
}
