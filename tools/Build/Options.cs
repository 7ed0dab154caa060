using System;
using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Build;

/// <summary>What follows the task's name, written as in a shell (--no-lab) or as in PowerShell (-NoLab).</summary>
internal sealed class Options
{
    public const string Configurations = "-c, --configuration Release|Debug";
    public const string Filters = "--filter NAME";
    public const string Labs = "--lab STATE_DIRECTORY";
    public const string NoLabs = "--no-lab";
    public const string Suites = "--suite core|cmdlets|pester";
    public const string Others = "...";

    public string Configuration { get; private set; } = "Release";

    public string? Filter { get; private set; }

    public string? Lab { get; private set; }

    public bool NoLab { get; private set; }

    public string? Suite { get; private set; }

    /// <summary>What a task hands on to the program that it runs.</summary>
    public List<string> Rest { get; } = [];

    public static Options Parse(BuildTask task, IEnumerable<string> arguments)
    {
        var options = new Options();
        var queue = new Queue<string>(arguments);
        while (queue.TryDequeue(out var argument))
        {
            var known = argument.StartsWith('-') ? Array.Find(task.Options, o => IsNamed(o, argument)) : null;
            if (known is not null)
                options.Set(known, argument, queue);
            else if (task.Options.Contains(Others))
                options.Rest.Add(argument);
            else
                throw Wrong($"{task.Name} does not know {argument}. It knows: {string.Join("  ", task.Options.DefaultIfEmpty("no option"))}");
        }
        return options;
    }

    private void Set(string option, string argument, Queue<string> queue)
    {
        switch (option)
        {
            case Configurations: Configuration = OneOf(option, Value(argument, queue), "Release", "Debug"); break;
            case Filters: Filter = Value(argument, queue); break;
            case Labs: Lab = System.IO.Path.GetFullPath(Value(argument, queue)); break;
            case NoLabs: NoLab = true; break;
            case Suites: Suite = OneOf(option, Value(argument, queue), "core", "cmdlets", "pester"); break;
        }
    }

    private static bool IsNamed(string option, string argument) =>
        option.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Any(word => word.StartsWith('-') && Plain(word) == Plain(argument));

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string Value(string argument, Queue<string> queue) =>
        queue.TryDequeue(out var value) ? value : throw Wrong($"{argument} needs a value.");

    private static string OneOf(string option, string value, params string[] choices) =>
        Array.Find(choices, choice => choice.Equals(value, StringComparison.OrdinalIgnoreCase))
        ?? throw Wrong($"{option} cannot be '{value}'.");

    private static BuildFailure Wrong(string message) => new(message, BuildFailure.WrongUsage);
}
