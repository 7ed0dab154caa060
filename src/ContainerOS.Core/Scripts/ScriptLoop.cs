using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ContainerOS.Scripts;

/// <summary>A shell on the host that runs one script after the other, for connections that are kept.</summary>
/// <remarks>
/// It says that it is ready before it reads the next line; until then nothing but answers to asks may be written to its stdin. When stdin closes it ends,
/// and with it the script that runs.
/// </remarks>
internal sealed class ScriptLoop
{
    private const int MostRemembered = 16; // programs are some 10 kB each, in the memory of the host
    private const int LongestCall = 1024; // the shell takes it byte by byte
    private readonly Dictionary<string, string> remembered = [];

    public ScriptLoop()
    {
        var (first, second) = (ScriptCall.Marks.RandomHex(), ScriptCall.Marks.RandomHex());
        Command = ShellCommands.Loop(first, second);
        Ready = "\n@@" + first + second + " ready\n";
    }

    /// <summary>The exec request: printable ASCII.</summary>
    public string Command { get; }

    /// <summary>What to write to stdin at once.</summary>
    public byte[] StandardInput { get; } = Encoding.ASCII.GetBytes("\n");

    /// <summary>What it prints on stdout and on stderr before it reads a line: all that came before it on either belongs to earlier ones.</summary>
    public string Ready { get; }

    /// <summary>A request: what to write when the shell waits for one. For one caller at a time, and to be written once.</summary>
    /// <param name="call">What differs from call to call, as one line of shell text.</param>
    /// <param name="program">The rest. What was sent once is not sent again.</param>
    public string Request(string call, string program)
    {
        if (call.Length > LongestCall || call.Any(c => c is < ' ' or > '~'))
            return Request(call + "\n" + program);
        if (remembered.TryGetValue(program, out var name))
            return name + " " + call + "\n";
        if (remembered.Count == MostRemembered)
            return Line("-", call, program);
        remembered[program] = name = "cos_program_" + remembered.Count;
        return Line("+" + name, call, program);
    }

    /// <summary>A request for a program that will not come again.</summary>
    /// <param name="program">All of it.</param>
    public static string Request(string program) => Line("-", ":", program);

    private static string Line(string name, string call, string program) => name + " " + call + "\n" + ScriptEncoding.Encode(program) + "\n";
}
