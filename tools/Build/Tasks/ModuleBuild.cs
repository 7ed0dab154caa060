using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ContainerOS.Build.Tasks;

/// <summary>Compiles the module and assembles what a user installs.</summary>
internal static class ModuleBuild
{
    private const string ModuleProject = "src/ContainerOS/ContainerOS.csproj";
    private const string SshNetProject = "src/ContainerOS.SshNet/ContainerOS.SshNet.csproj";
    private const string LoaderProject = "src/ContainerOS.Loader/ContainerOS.Loader.csproj";
    private const string AskpassProject = "src/ContainerOS.Askpass/ContainerOS.Askpass.csproj";
    private const string HelpProject = "tools/HelpBuilder/HelpBuilder.csproj";

    public static async Task<int> RunAsync(Context context)
    {
        await WithAsync(context).ConfigureAwait(false);
        return 0;
    }

    /// <summary>Builds the module, and with it other projects that a task needs.</summary>
    public static async Task WithAsync(Context context, params string[] others)
    {
        Context.Say($"Build ({context.Configuration})");
        var clock = Stopwatch.StartNew();
        await Dotnet.BuildAsync(context, [ModuleProject, SshNetProject, LoaderProject, AskpassProject, HelpProject, .. others]).ConfigureAwait(false);

        using var folder = new ModuleFolder();
        string Compiled(string project, string framework) => Path.GetDirectoryName(Repository.Assembly(project, context.Configuration, framework))!;
        folder.AddAssemblies("", Compiled(ModuleProject, "netstandard2.0"));
        var sshNet = Compiled(SshNetProject, "net8.0");
        folder.AddAssemblies("bin/net8.0", sshNet, Compiled(LoaderProject, "net8.0"));
        foreach (var machine in (string[])["linux-x64", "win-x64"])
            folder.AddAssemblies("bin/net8.0/" + machine, Path.Combine(sshNet, "ahead", machine));
        folder.AddAssemblies("bin/net472", Compiled(SshNetProject, "net472"));
        folder.Add(Path.Combine(Compiled(AskpassProject, "net472"), "ContainerOS.Askpass.exe"), "bin/windows");
        foreach (var view in Directory.GetFiles(Repository.Path("src", "ContainerOS"), "*.ps1xml"))
            folder.Add(view);
        foreach (var file in (string[])["ContainerOS.psd1", "LICENSE", "THIRD-PARTY-NOTICES.md", "CHANGELOG.md"])
            folder.Add(Repository.Path(file));
        await context.Shell.RequireAsync(
            "Building the help", "dotnet",
            ["exec", Repository.Assembly(HelpProject, context.Configuration), Repository.Path("docs", "help"), folder.Staging]).ConfigureAwait(false);
        CheckManifest(folder.Staging);
        folder.Publish();
        Console.WriteLine($"out/ContainerOS {ModuleManifest.Load().Version}, {clock.Elapsed.TotalSeconds:F1} s");
    }

    private static void CheckManifest(string folder)
    {
        var missing = ModuleManifest.Load().Files.Where(file => !File.Exists(Path.Combine(folder, file))).ToArray();
        if (missing.Length > 0)
            throw new BuildFailure($"ContainerOS.psd1 names {string.Join(", ", missing)}, which the build did not produce.");
    }
}
