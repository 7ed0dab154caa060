using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace ContainerOS.Scripts;

/// <summary>One call of a script: the command of the exec request, what goes to stdin, and the marks that frame the answer and the host's asks.</summary>
internal sealed class ScriptCall
{
    /// <summary>
    /// The longest encoded program that travels in the exec request itself. Windows' command line ends at 32,767 characters; longer
    /// programs go over stdin.
    /// </summary>
    public const int ExecLimit = 24 * 1024;

    private static readonly Lazy<string> Bootstrap = new(() => RemoteScript.Embedded("bootstrap.sh"));
    private readonly string ask;

    private ScriptCall(RemoteScript script, Marks marks, string command, string standardInput, string? program)
    {
        Script = script;
        Mark = "@@" + marks.First + marks.Second;
        ask = "@@" + marks.FirstOfAsks + marks.SecondOfAsks;
        Command = command;
        StandardInput = Encoding.ASCII.GetBytes(standardInput);
        Program = program;
    }

    public RemoteScript Script { get; }

    /// <summary>The exec request: printable ASCII. Empty where a shell is there already and reads the request on its stdin.</summary>
    public string Command { get; }

    /// <summary>What to write to stdin at once; stdin then stays open till the answer is complete. Often empty.</summary>
    public byte[] StandardInput { get; }

    /// <summary>What is sent only when the host asks for the program: <see cref="ShellCommands.Go"/> and the encoded program; else null.</summary>
    public string? Program { get; }

    /// <summary>The random text that opens every line of framing.</summary>
    public string Mark { get; }

    /// <summary>The account's shell has the request; printed only where sudo comes next.</summary>
    public string Here => "\n" + ask + " here\n";

    /// <summary>What sudo prompts with, on stderr.</summary>
    public string SudoPrompt => ask + " sudo ";

    /// <summary>The shell that is to run the program is ready for it.</summary>
    public string ProgramAsk => "\n" + ask + " program\n";

    /// <summary>What the host says when the script must run as root and sudo does not let it.</summary>
    public string Refusal => "\n" + ask + " refused\n";

    /// <summary>The program is ready for a secret, the first being number 1.</summary>
    public string SecretAsk(int number) => "\n" + Mark + " secret " + number + "\n";

    /// <summary>A call by an exec request of its own.</summary>
    /// <param name="script">The script.</param>
    /// <param name="hasPassword">Whether sudo may ask for a password: then the program waits until sudo cannot take it for one.</param>
    public static ScriptCall Create(RemoteScript script, bool hasPassword = false)
    {
        var marks = new Marks();
        var encoded = ScriptEncoding.Encode(ProgramText(script, marks));
        if (script.Elevation != Elevation.None)
        {
            return hasPassword
                ? new ScriptCall(script, marks, ShellCommands.ElevatedOnAsk(script.Elevation, marks), "\n", ShellCommands.Go + encoded)
                : new ScriptCall(script, marks, ShellCommands.Elevated(script.Elevation, marks), "\n" + encoded + "\n", null);
        }

        if (encoded.Length > ExecLimit)
            return new ScriptCall(script, marks, ShellCommands.FromStdin, "\n" + encoded + "\n", null);
        return script.Secrets.Count == 0
            ? new ScriptCall(script, marks, ShellCommands.FromArgument(encoded), "", null)
            : new ScriptCall(script, marks, ShellCommands.FromArgumentWithStdin(encoded), "\n", null);
    }

    /// <summary>A call for the <see cref="ScriptLoop"/> of a connection that is kept. To be written when the loop says that it is ready.</summary>
    /// <param name="script">The script.</param>
    /// <param name="loop">The loop that will run it.</param>
    /// <param name="hasPassword">Whether sudo may ask for a password.</param>
    public static ScriptCall CreateRequest(RemoteScript script, ScriptLoop loop, bool hasPassword = false)
    {
        var marks = new Marks();
        return script.Elevation == Elevation.None
            ? new ScriptCall(script, marks, "", loop.Request(CallText(script, marks), ScriptText(script)), null)
            : new ScriptCall(script, marks, "", ScriptLoop.Request(ShellCommands.ElevatedLine(script.Elevation, marks, hasPassword)),
                ShellCommands.Go + ScriptEncoding.Encode(ProgramText(script, marks)));
    }

    private static string ProgramText(RemoteScript script, Marks marks) => CallText(script, marks) + "\n" + ScriptText(script);

    /// <summary>What differs from call to call: a line, unless an argument has several.</summary>
    private static string CallText(RemoteScript script, Marks marks) => string.Join("; ",
        "set +axv", // nothing is traced or exported unless the script wants it
        script.Elevation == Elevation.Required ? $"[ -O /proc/1 ] || {{ echo; echo '@@{marks.FirstOfAsks}{marks.SecondOfAsks} refused'; exit 0; }}" : ":",
        "cos_elevated=$0",
        "case $0 in root) SSH_CONNECTION=$1 ;; esac", // sudo forgets it
        "cos_a=" + marks.First,
        "cos_b=" + marks.Second,
        "cos_secrets=" + script.Secrets.Count,
        "set -- " + string.Join(" ", script.Arguments.Select(ScriptEncoding.Quote)));

    private static string ScriptText(RemoteScript script) => string.Join("\n",
        "cos_never_exits=" + (script.NeverExits ? "1" : ""),
        "cos_script=" + ScriptEncoding.Quote(script.Text),
        Bootstrap.Value);

    /// <summary>Random texts, in halves: joined on the host only, so that what prints other processes' arguments prints no mark.</summary>
    internal sealed class Marks
    {
        public string First { get; } = RandomHex();

        public string Second { get; } = RandomHex();

        public string FirstOfAsks { get; } = RandomHex();

        public string SecondOfAsks { get; } = RandomHex();

        public static string RandomHex()
        {
            var bytes = new byte[8];
            using var random = RandomNumberGenerator.Create();
            random.GetBytes(bytes);
            return BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();
        }
    }
}
