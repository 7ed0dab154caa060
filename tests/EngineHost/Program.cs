using System;

namespace ContainerOS.EngineHosting;

internal static class Program
{
    private const int UsageError = 64;

    private static int Main(string[] args)
    {
        var options = Options.Parse(args, out var problem);
        if (options is null)
        {
            Console.Error.WriteLine(problem);
            Console.Error.WriteLine(Options.Usage);
            return UsageError;
        }

        var host = new EngineHost();
        using var runspace = Engine.OpenRunspace(host);
        var runner = new CommandRunner(runspace, host);
        var outcome = RunOutcome.Completed;
        foreach (var module in options.Modules)
        {
            outcome = runner.Run(shell => Engine.AddImport(shell, module));
            if (outcome != RunOutcome.Completed)
                return (int)outcome;
        }

        if (options.Command is not null)
            outcome = runner.Run(shell => shell.AddScript(options.Command));
        else if (options.File is not null)
            outcome = runner.Run(shell => ScriptFile.AddTo(shell, runspace, options.File, options.Arguments));
        else
            new InteractivePrompt(runner, runspace, host).Run();

        return host.ExitCode ?? (int)outcome;
    }
}
