using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace ContainerOS.Build.Tasks;

/// <summary>Runs the benchmark: against plain sshd's that it starts itself, or against a lab.</summary>
internal static class Bench
{
    private const string Project = "bench/Bench.csproj";
    private const int DefaultHosts = 50;
    private const string Kinds = "photon3,photon5,containerlinux,flatcar,rancheros,cos";

    public static async Task<int> RunAsync(Context context)
    {
        var rest = context.Options.Rest;
        var isAlone = rest.Contains("--compare");
        var isWhole = rest.Contains("--figures") || rest.Contains("--probe");
        var wantsLab = isWhole || Value(rest, "--endpoints") == "lab";
        if (!isAlone && !Lab.CanStart)
            throw new BuildFailure("The benchmark needs root on Linux for its hosts.");
        await ModuleBuild.WithAsync(context, Project).ConfigureAwait(false);
        UseShipped(Path.GetDirectoryName(Repository.Assembly(Project, context.Configuration))!);
        await using var lab = wantsLab ? Lab.Existing(context.Options) ?? await Lab.StartAsync(context, isWhole ? Kinds.Split(',').Length : Hosts(rest), Kinds).ConfigureAwait(false) : null;
        Context.Say("Bench");
        var variables = Lab.Variables(lab);
        variables["BENCH_MODULE"] = Repository.ModuleManifest;
        string[] bench = ["dotnet", "exec", Repository.Assembly(Project, context.Configuration), .. rest];
        // Plain sshd's listen in a network of their own.
        string[] command = wantsLab || isAlone ? bench : ["unshare", "--net", .. bench];
        return await context.Shell.RunAsync(command[0], command[1..], variables).ConfigureAwait(false);
    }

    // The library as the module ships it: what the bench was built against would be compiled while it is measured.
    private static void UseShipped(string folder)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Module, "bin", "net8.0", "linux-x64"), "*.dll"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
    }

    private static int Hosts(List<string> rest) => Value(rest, "--hosts") is { } counts ? counts.Split(',').Max(int.Parse) : DefaultHosts;

    private static string? Value(List<string> rest, string option) => rest.IndexOf(option) is >= 0 and var at && at + 1 < rest.Count ? rest[at + 1] : null;
}
