using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;

namespace ContainerOS.Commands;

/// <summary>A command line or a script file of the user's, to be run on hosts.</summary>
public sealed class RemoteCommand
{
    private static readonly Lazy<string> Wrapper = new(() => RemoteScript.Embedded("run-command.sh"));
    private readonly string[] arguments;

    private RemoteCommand(string display, IEnumerable<string> arguments)
    {
        Display = display;
        this.arguments = arguments.ToArray();
    }

    /// <summary>What to call it in messages: the command line, or the file's name.</summary>
    public string Display { get; }

    /// <summary>Whether it runs as root.</summary>
    public bool Elevate { get; set; }

    /// <summary>Whether the output is kept as bytes.</summary>
    public bool AsBytes { get; set; }

    /// <summary>A command line, read by the host's sh.</summary>
    /// <param name="commandLine">The command line, of one or several lines.</param>
    /// <param name="arguments">Its positional parameters.</param>
    /// <returns>The command.</returns>
    public static RemoteCommand FromCommandLine(string commandLine, IEnumerable<string> arguments) =>
        new(HostText.Clean(commandLine.Trim()), new[] { "command", commandLine.Replace("\r\n", "\n") }.Concat(arguments));

    /// <summary>A script, read by the interpreter that its first line names, else by sh. Nothing of it is written to the host's disks.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="text">Its text; CR LF line ends become LF.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The command.</returns>
    public static RemoteCommand FromFile(string name, string text, IEnumerable<string> arguments)
    {
        var script = text.TrimStart('\uFEFF').Replace("\r\n", "\n").TrimEnd('\n');
        var first = script.Split('\n')[0];
        var interpreter = first.StartsWith("#!", StringComparison.Ordinal) ? first.Substring(2).Trim() : "sh";
        return new RemoteCommand(name, new[] { "file", script, interpreter }.Concat(arguments));
    }

    /// <summary>Runs it on a host.</summary>
    /// <param name="connection">The connection to the host.</param>
    /// <param name="timeout">How long it may run; null means no limit.</param>
    /// <param name="cancellationToken">Ends it, here and on the host.</param>
    /// <returns>What it printed and how it ended.</returns>
    /// <exception cref="HostConnectionException">The host was not reached, did not let us in or become root, or was lost.</exception>
    public async Task<CommandResult> RunAsync(IHostConnection connection, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var script = new RemoteScript("The command", Wrapper.Value, arguments) { Elevation = Elevate ? Elevation.Required : Elevation.None };
        var result = await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
        var target = connection.Target;
        if (!result.Sections.TryGetValue("run", out var run) || !run.IsComplete)
        {
            throw new HostConnectionException(ConnectionFailure.ConnectionLost, target, "the command's shell was ended before it could tell how the command ended",
                "The host may be short of memory, or something ended the session: look at the host's journal.");
        }

        return new CommandResult(target.ComputerName, target.Address)
        {
            Port = result.Connection.Port ?? target.Port ?? 22,
            UserName = result.Connection.UserName ?? target.UserName,
            ExitCode = run.Status!.Value,
            StdOut = Output(run.Output),
            StdErr = Output(run.Error),
            Elevated = result.IsElevated,
            Attempts = result.Connection.Attempts,
            Duration = result.Duration,
        };
    }

    private object Output(byte[] bytes)
    {
        if (AsBytes)
            return bytes;
        var text = HostText.Decode(bytes);
        return text.EndsWith("\r\n", StringComparison.Ordinal) ? text.Substring(0, text.Length - 2) : text.EndsWith("\n", StringComparison.Ordinal) ? text.Substring(0, text.Length - 1) : text;
    }
}
