using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace ContainerOS.EngineHosting;

/// <summary>Runs a script file with arguments.</summary>
internal static class ScriptFile
{
    private const string FunctionName = "Invoke-EngineHostScript";

    public static void AddTo(PowerShell shell, Runspace runspace, string file, IEnumerable<string> arguments)
    {
        // As a command of its own, a script file keeps its exit code to itself ($LASTEXITCODE, which native commands
        // set too). As a function made of the file's syntax tree, exit tells the host, while $PSScriptRoot and the
        // positions of errors still name the file.
        runspace.SessionStateProxy.SetVariable($"function:{FunctionName}", Load(Path.GetFullPath(file)));
        var command = new Command(FunctionName);
        foreach (var argument in arguments)
            command.Parameters.Add(ToParameter(argument));
        shell.Commands.AddCommand(command);
    }

    private static ScriptBlock Load(string path)
    {
        if (!File.Exists(path))
            throw new RuntimeException($"The script file '{path}' does not exist.");
        var tree = Parser.ParseFile(path, out _, out var errors);
        return errors.Length == 0 ? tree.GetScriptBlock() : throw new ParseException(errors);
    }

    // A name with its dash and without a value is bound as in a script: with the next argument, or as a switch.
    private static CommandParameter ToParameter(string argument)
    {
        if (argument.Length < 2 || argument[0] != '-' || !char.IsLetter(argument[1]))
            return new CommandParameter(null, argument);
        var colon = argument.IndexOf(':');
        return colon < 0 ? new CommandParameter(argument) : new CommandParameter(argument[..colon], argument[(colon + 1)..]);
    }
}
