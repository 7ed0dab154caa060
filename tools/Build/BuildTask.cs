using System;
using System.Threading.Tasks;

namespace ContainerOS.Build;

/// <summary>One task: its name on the command line, its options, and what it does. It returns an exit code.</summary>
internal sealed record BuildTask(string Name, string Summary, string[] Options, Func<Context, Task<int>> RunAsync);

/// <summary>What every task gets.</summary>
internal sealed record Context(Shell Shell, Options Options)
{
    public string Configuration => Options.Configuration;

    /// <summary>A heading, so that a reader of the log sees what took its time.</summary>
    public static void Say(string step) => Console.WriteLine($"== {step}");
}
