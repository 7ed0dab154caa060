using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace ContainerOS.EngineHosting;

/// <summary>Reads commands and runs them until exit or the end of input.</summary>
internal sealed class InteractivePrompt(CommandRunner runner, Runspace runspace, EngineHost host)
{
    public void Run()
    {
        while (host.ExitCode is null && ReadCommand() is { } command)
        {
            if (command.Trim().Length > 0)
                runner.Run(shell => shell.AddScript(command), addToHistory: true);
        }
    }

    /// <summary>A whole command, perhaps of several lines; empty after Ctrl+C, null at the end of input.</summary>
    private string? ReadCommand()
    {
        try
        {
            var command = ReadLine(PromptText());
            while (command is not null && IsIncomplete(command))
            {
                // An empty line gives up on the rest: the parser then says what is missing.
                var line = ReadLine(">> ");
                if (string.IsNullOrEmpty(line))
                    break;
                command += Environment.NewLine + line;
            }

            return command;
        }
        catch (PipelineStoppedException)
        {
            return "";
        }
    }

    private string? ReadLine(string prompt)
    {
        if (Console.IsInputRedirected)
            return Console.In.ReadLine();
        host.UI.Write(prompt);
        return LineReader.Read();
    }

    private string PromptText()
    {
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        return shell.AddCommand("prompt").Invoke<string>().FirstOrDefault() ?? "PS> ";
    }

    private static bool IsIncomplete(string command)
    {
        Parser.ParseInput(command, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
