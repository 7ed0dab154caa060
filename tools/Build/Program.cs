using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Build.Tasks;

namespace ContainerOS.Build;

internal static class Program
{
    private const int SignalBase = 128;

    private static readonly BuildTask[] AllTasks =
    [
        new("build", "compiles the module and assembles it in out/ContainerOS",
            [Options.Configurations], ModuleBuild.RunAsync),
        new("test", "builds, starts the lab where it can, runs every suite",
            [Options.Configurations, Options.Filters, Options.Suites, Options.NoLabs, Options.Labs], Test.RunAsync),
        new("demo", "builds, starts six hosts and reads them with the module",
            [Options.Configurations, Options.Labs], Demo.RunAsync),
        new("analyze", "checks shell scripts, C# style and PowerShell scripts",
            [Options.Configurations], Analyze.RunAsync),
        new("package", "builds and writes the .zip and the PowerShell Gallery's .nupkg to out",
            [Options.Configurations], Package.RunAsync),
        new("bench", "builds, starts hosts and runs the benchmark, which gets all other options",
            [Options.Configurations, Options.Labs, Options.Others], Bench.RunAsync),
        new("clean", "removes out and everything that was compiled",
            [], Clean.RunAsync),
    ];

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments.Length == 0 || arguments[0] is "-h" or "--help" or "help")
            return ShowTasks();

        using var cancel = new CancellationTokenSource();
        var signalled = 0;
        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            signalled = context.Signal switch { PosixSignal.SIGTERM => 15, PosixSignal.SIGHUP => 1, _ => 2 };
            cancel.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);

        try
        {
            var task = Find(arguments[0]);
            var options = Options.Parse(task, arguments.Skip(1));
            return await task.RunAsync(new Context(new Shell(cancel.Token), options)).ConfigureAwait(false);
        }
        catch (BuildFailure failure)
        {
            await Console.Error.WriteLineAsync(failure.Message).ConfigureAwait(false);
            return failure.ExitCode;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Cancelled.").ConfigureAwait(false);
            return SignalBase + signalled;
        }
    }

    private static BuildTask Find(string name) =>
        Array.Find(AllTasks, task => task.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BuildFailure(
            $"No task '{name}'. The tasks: {string.Join(", ", AllTasks.Select(task => task.Name))}.", BuildFailure.WrongUsage);

    private static int ShowTasks()
    {
        Console.WriteLine("./build.sh <task> [options]   or   ./build.ps1 <Task> [options]");
        foreach (var task in AllTasks)
        {
            Console.WriteLine($"  {task.Name,-8} {task.Summary}");
            if (task.Options.Length > 0)
                Console.WriteLine($"           {string.Join("  ", task.Options)}");
        }
        return 0;
    }
}
