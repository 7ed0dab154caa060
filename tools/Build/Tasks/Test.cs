using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;

namespace ContainerOS.Build.Tasks;

/// <summary>Runs every suite and ends with the totals of all.</summary>
internal static class Test
{
    private const int Hosts = 10;
    private const string Kinds = "photon3,photon4,photon5,containerlinux,flatcar,fcos,rhcos,rancheros,cos,debian";

    private static readonly (string Name, string Project)[] XunitSuites =
    [
        ("core", "tests/ContainerOS.Core.Tests/ContainerOS.Core.Tests.csproj"),
        ("cmdlets", "tests/ContainerOS.Tests/ContainerOS.Tests.csproj"),
    ];

    public static async Task<int> RunAsync(Context context)
    {
        bool Wanted(string suite) => context.Options.Suite is null || context.Options.Suite == suite;
        var xunit = XunitSuites.Where(suite => Wanted(suite.Name)).Select(suite => suite.Project).ToArray();
        var existing = context.Options.NoLab ? null : Lab.Existing(context.Options);
        await ModuleBuild.WithAsync(context, [.. xunit, PesterSuite.PowerCliProject]).ConfigureAwait(false);

        var totals = default(Totals);
        await using (var lab = existing ?? await StartLabAsync(context).ConfigureAwait(false))
        {
            var environment = Lab.Variables(lab);
            foreach (var project in xunit)
                totals += await TimedAsync(XunitSuite.RunAsync(context, project, environment)).ConfigureAwait(false);
            if (Wanted("pester"))
                totals += await TimedAsync(PesterSuite.RunAsync(context, environment)).ConfigureAwait(false);
        }
        Console.WriteLine(totals);
        return totals.IsGood ? 0 : 1;
    }

    private static async Task<Totals> TimedAsync(Task<Totals?> suite)
    {
        var clock = Stopwatch.StartNew();
        if (await suite.ConfigureAwait(false) is not { } totals)
            return default;
        Console.WriteLine(FormattableString.Invariant($"{totals} in {clock.Elapsed.TotalSeconds:F1} s"));
        return totals;
    }

    private static async Task<Lab?> StartLabAsync(Context context)
    {
        if (context.Options.NoLab)
            return null;
        if (Lab.CanStart)
            return await Lab.StartAsync(context, Hosts, Kinds).ConfigureAwait(false);
        Console.WriteLine("The lab needs root on Linux: the tests that need hosts are left out (skipped).");
        return null;
    }
}
