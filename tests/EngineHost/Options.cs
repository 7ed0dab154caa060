using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.EngineHosting;

/// <summary>The command line.</summary>
internal sealed class Options
{
    public const string Usage = """
        Usage: dotnet EngineHost.dll [-Module PATH ...] [-Command TEXT | -File SCRIPT [ARGUMENT ...]]
        Without -Command and -File: an interactive prompt.
        """;

    public List<string> Modules { get; } = [];

    public string? Command { get; private set; }

    public string? File { get; private set; }

    public string[] Arguments { get; private set; } = [];

    public static Options? Parse(string[] args, out string? problem)
    {
        var options = new Options();
        problem = null;
        for (var i = 0; i < args.Length; i++)
        {
            var rest = args.Skip(i + 1).ToArray();
            var name = args[i].ToLowerInvariant();
            if (name is not ("-module" or "-command" or "-file"))
                problem = $"Unknown argument '{args[i]}'.";
            else if (rest.Length == 0)
                problem = $"{args[i]} needs a value.";
            if (problem is not null)
                return null;

            switch (name)
            {
                case "-command":
                    options.Command = string.Join(' ', rest);
                    return options;
                case "-file":
                    options.File = rest[0];
                    options.Arguments = rest[1..];
                    return options;
                default:
                    var paths = rest.TakeWhile(value => !value.StartsWith('-')).ToArray();
                    options.Modules.AddRange(paths);
                    i += paths.Length;
                    break;
            }
        }

        return options;
    }
}
