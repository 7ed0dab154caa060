using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;

namespace ContainerOS.Build;

/// <summary>Runs the Pester suites where pwsh and Pester are to be had; null where they are not.</summary>
internal static class PesterSuite
{
    /// <summary>What stands in for PowerCLI.</summary>
    public const string PowerCliProject = "tests/PowerCliStandIn/PowerCliStandIn.csproj";

    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public static async Task<Totals?> RunAsync(Context context, IReadOnlyDictionary<string, string?> environment)
    {
        var pwsh = await Pwsh.FindAsync().ConfigureAwait(false);
        if (pwsh is null)
            return LeftOut("no pwsh on the PATH.");
        if (!await pwsh.HasModuleAsync(context, "Pester", "5.0").ConfigureAwait(false))
            return LeftOut("Pester is not installed for pwsh.");

        Context.Say("Pester");
        var report = Repository.Path("out", "test-results", "Pester.json");
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.Delete(report);
        List<string> arguments = ["-File", Repository.Path("tests", "Pester", "Run.ps1"), "-ModulePath", Repository.ModuleManifest, "-PowerCliPath", Repository.Assembly(PowerCliProject, context.Configuration, "netstandard2.0"), "-ResultFile", report];
        if (context.Options.Filter is { } filter)
            arguments.AddRange(["-Filter", filter.Contains('*') ? filter : $"*{filter}*"]);
        var exitCode = await context.Shell.RunAsync(pwsh.Program, pwsh.Arguments([.. arguments]), environment).ConfigureAwait(false);
        if (exitCode == 0 && File.Exists(report))
            return JsonSerializer.Deserialize<Totals>(await File.ReadAllTextAsync(report).ConfigureAwait(false), CamelCase);
        Console.WriteLine($"Pester ended with exit code {exitCode}{(File.Exists(report) ? "" : " and no report")}: counted as failed.");
        return Totals.OneFailed;
    }

    private static Totals? LeftOut(string reason)
    {
        Console.WriteLine($"Pester suites left out: {reason}");
        return null;
    }
}
