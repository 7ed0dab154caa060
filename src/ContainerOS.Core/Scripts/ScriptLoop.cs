using System.Text;

namespace ContainerOS.Scripts;

/// <summary>A shell on the host that runs one script after the other, for connections that are kept.</summary>
/// <remarks>
/// It says that it is ready before it reads the next line; until then nothing but answers to asks may be written to its stdin. When stdin closes it ends,
/// and with it the script that runs.
/// </remarks>
internal sealed class ScriptLoop
{
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
}
