using System.Threading.Tasks;

namespace ContainerOS.Build.Tasks;

/// <summary>Runs the benchmark against a fleet.</summary>
internal static class Bench
{
    private const string Project = "bench/Bench.csproj";
    private const int DefaultHosts = 50;
    private const string Kinds = "photon3,photon5,containerlinux,flatcar,rancheros,cos";

    public static async Task<int> RunAsync(Context context)
    {
        var existing = Lab.Existing(context.Options);
        if (existing is null && !Lab.CanStart)
            throw new BuildFailure("The benchmark needs root on Linux for its lab, or a running one (--lab).");
        await ModuleBuild.WithAsync(context, Project).ConfigureAwait(false);
        await using var lab = existing
            ?? await Lab.StartAsync(context, context.Options.Hosts ?? DefaultHosts, Kinds).ConfigureAwait(false);
        Context.Say("Bench");
        return await context.Shell.RunAsync(
            "dotnet", ["exec", Repository.Assembly(Project, context.Configuration), .. context.Options.Rest],
            Lab.Variables(lab)).ConfigureAwait(false);
    }
}
