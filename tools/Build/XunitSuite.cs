using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;

namespace ContainerOS.Build;

/// <summary>Runs one xunit.v3 executable; its totals come from its XML report.</summary>
internal static class XunitSuite
{
    private const string SecondsUntilAHangIsNamed = "60";

    public static async Task<Totals?> RunAsync(Context context, string project, IReadOnlyDictionary<string, string?> environment)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Context.Say(name);
        var report = Repository.Path("out", "test-results", name + ".xml");
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.Delete(report);

        List<string> arguments =
        [
            "exec", Repository.Assembly(project, context.Configuration), "-noLogo", "-noColor", "-reporter", "quiet",
            "-longRunning", SecondsUntilAHangIsNamed, "-result-xml", report,
        ];
        if (context.Options.Filter is { } filter)
            arguments.AddRange(["-method", filter.Contains('*') ? filter : $"*{filter}*"]);
        var exitCode = await context.Shell.RunAsync("dotnet", arguments, environment).ConfigureAwait(false);

        var totals = Read(report);
        if (totals is null || (exitCode != 0 && totals.Value.Failed == 0 && !NothingMatched(context, totals.Value)))
        {
            Console.WriteLine($"{name} ended with exit code {exitCode} and {(totals is null ? "no report" : "no failed test")}: counted as failed.");
            return (totals ?? default) + Totals.OneFailed;
        }
        return totals.Value;
    }

    // A filter is for one suite as a rule; that the others hold no such test is no failure.
    private static bool NothingMatched(Context context, Totals totals) => context.Options.Filter is not null && totals == default;

    private static Totals? Read(string report)
    {
        if (!File.Exists(report))
            return null;
        try
        {
            var assemblies = XDocument.Load(report).Descendants("assembly").ToArray();
            int Sum(string attribute) => assemblies.Sum(assembly => int.Parse(assembly.Attribute(attribute)?.Value ?? "0", CultureInfo.InvariantCulture));
            // Errors are failures outside of any test: a fixture that could not be cleaned up, for example.
            return new Totals(Sum("passed"), Sum("failed") + Sum("errors"), Sum("skipped"));
        }
        catch (XmlException e)
        {
            Console.WriteLine($"{Repository.Relative(report)}: {e.Message}");
            return null;
        }
    }
}
