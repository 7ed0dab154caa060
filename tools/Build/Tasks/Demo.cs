using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace ContainerOS.Build.Tasks;

/// <summary>Starts a small fleet and reads it with the module, as a user would.</summary>
internal static class Demo
{
    private const int Hosts = 6;
    private const string Kinds = "photon3,photon5,containerlinux,flatcar,rancheros,cos";
    private const string EngineHost = "tests/EngineHost/EngineHost.csproj";
    private static readonly string Script = Repository.Path("examples", "Demo.ps1");

    public static async Task<int> RunAsync(Context context)
    {
        var existing = Lab.Existing(context.Options);
        if (existing is null && !Lab.CanStart)
            throw new BuildFailure(
                "The demo needs root on Linux for its lab. With hosts of your own: "
                + "build, then Import-Module out/ContainerOS/ContainerOS.psd1; Get-ContainerOsInfo user@host1, user@host2");

        var pwsh = Pwsh.OnPath();
        await ModuleBuild.WithAsync(context, pwsh is null ? [EngineHost] : []).ConfigureAwait(false);
        await using var lab = existing ?? await Lab.StartAsync(context, Hosts, Kinds).ConfigureAwait(false);

        var environment = Lab.Variables(lab);
        if (Console.IsOutputRedirected)
            environment["NO_COLOR"] = "1";
        Context.Say($"Demo, in {(pwsh is null ? "the hosted engine" : "pwsh")}");
        var clock = Stopwatch.StartNew();
        var exitCode = pwsh is null
            ? await context.Shell.RunAsync(
                "dotnet",
                ["exec", Repository.Assembly(EngineHost, context.Configuration), "-Module", Repository.ModuleManifest, "-File", Script],
                environment).ConfigureAwait(false)
            : await context.Shell.RunAsync(
                pwsh.Program,
                pwsh.Arguments("-Command", $"$ErrorActionPreference = 'Stop'; Import-Module {Quote(Repository.ModuleManifest)}; & {Quote(Script)}"),
                environment).ConfigureAwait(false);
        var read = clock.Elapsed;
        Console.WriteLine(FormattableString.Invariant(
            $"set-up {lab.SetupTime.TotalSeconds:F1} s, start {lab.StartTime.TotalSeconds:F1} s, read {read.TotalSeconds:F1} s"));
        return exitCode;
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''")}'";
}
