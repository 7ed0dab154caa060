using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace ContainerOS.Scripts;

/// <summary>One call of a script: the command of the exec request, what goes to stdin, and the mark that frames the answer.</summary>
internal sealed class ScriptCall
{
    /// <summary>
    /// The longest encoded program that travels in the exec request itself. Windows' command line ends at 32,767 characters; longer
    /// programs go over stdin.
    /// </summary>
    public const int ExecLimit = 24 * 1024;

    // Single quotes only and no newline, backslash or exclamation mark: every login shell reads these lines alike.
    private const string FromArgument = "exec /bin/sh -c 'eval \"$(printf %b \"$1\")\"' sh ";

    // The first line is thrown away: a client on .NET Framework may put a byte order mark there.
    private const string ReadLine = "IFS= read -r l; IFS= read -r l; eval \"$(printf %b \"$l\")\"";
    private const string FromStdin = "exec /bin/sh -c '" + ReadLine + "' sh";

    // /proc/1 belongs to root: -O asks whether we are. 1, 126 and 127 are sudo's refusals (or no sudo at all), with stdin unread;
    // the program itself always ends with 0.
    private const string Elevate = "exec /bin/sh -c '[ -O /proc/1 ] || { sudo -n -- /bin/sh -c \"$1\" root \"$SSH_CONNECTION\"; case $? in 1|126|127) ";
    private const string OrRunAsUser = ";; *) exit ;; esac; }; eval \"$1\"' user '" + ReadLine + "'";
    private const string OrRefuse = "echo; echo \"$2 refused\"; exit " + OrRunAsUser + " ";

    private static readonly Lazy<string> Bootstrap = new(() => RemoteScript.Embedded("bootstrap.sh"));

    private ScriptCall(RemoteScript script, string command, byte[] stdin, string mark, string refusalMark)
    {
        RefusalMark = refusalMark;
        Script = script;
        Command = command;
        StandardInput = stdin;
        Mark = mark;
    }

    public RemoteScript Script { get; }

    /// <summary>The exec request: printable ASCII.</summary>
    public string Command { get; }

    /// <summary>What to write to stdin, which then stays open till the answer is complete. Often empty.</summary>
    public byte[] StandardInput { get; }

    /// <summary>The random text that opens every line of framing.</summary>
    public string Mark { get; }

    /// <summary>What the host says before " refused" when the script must run as root and sudo does not let it.</summary>
    public string RefusalMark { get; }

    public static ScriptCall Create(RemoteScript script)
    {
        var first = RandomHex();
        var second = RandomHex();
        var encoded = ScriptEncoding.Encode(Program(script, first, second));
        var mark = "@@" + first + second;
        var refusalMark = "@@" + RandomHex();
        if (script.Elevation == Elevation.None && encoded.Length <= ExecLimit)
            return new ScriptCall(script, FromArgument + "'" + encoded + "'", [], mark, refusalMark);
        var command = script.Elevation switch
        {
            Elevation.None => FromStdin,
            Elevation.IfPossible => Elevate + OrRunAsUser,
            _ => Elevate + OrRefuse + refusalMark,
        };
        return new ScriptCall(script, command, Encoding.ASCII.GetBytes("\n" + encoded + "\n"), mark, refusalMark);
    }

    private static string Program(RemoteScript script, string first, string second) => string.Join("\n",
        "cos_elevated=$0",
        "case $0 in root) SSH_CONNECTION=$1 ;; esac", // sudo forgets it
        "cos_a=" + first,
        "cos_b=" + second,
        "cos_script=" + ScriptEncoding.Quote(script.Text),
        "set -- " + string.Join(" ", script.Arguments.Select(ScriptEncoding.Quote)),
        Bootstrap.Value);

    private static string RandomHex()
    {
        var bytes = new byte[8];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();
    }
}
