namespace ContainerOS.Scripts;

/// <summary>The shell commands that run an encoded program. Those of an exec request are read alike by every login shell.</summary>
/// <remarks>
/// Single quotes only and no newline, backslash or exclamation mark. The first line of stdin is thrown away: a client on .NET Framework may put a
/// byte order mark there.
/// </remarks>
internal static class ShellCommands
{
    // bash writes what printf prints line by line, for its other half to read; with -v it needs neither.
    private const string Decode = "if [ \"$BASH_VERSION\" ]; then printf -v l %b \"$l\"; else l=$(printf %b \"$l\"); fi; ";
    private const string Evaluate = Decode + "eval \"$l\"";
    private const string Skip = "IFS= read -r l; ";

    // The program's line. A shell's own read takes it byte by byte, a system call each, because it must leave what follows; here nothing does before we ask.
    private const string Take = "l=$(head -n 1 2>/dev/null) || IFS= read -r l; ";
    private const string ReadBoth = Skip + Take + Evaluate;

    // $2 and $3 are the halves of the asks' mark, for sudo's shell and for ours alike.
    private const string Ask = "echo; echo \"@@$2$3 program\"; " + Skip + Take + "[ \"$l\" ] || exit 0; " + Evaluate;

    // Told before sudo takes its time.
    private const string Here = "echo; echo \"@@$2$3 here\"; ";

    /// <summary>The program comes on stdin.</summary>
    public const string FromStdin = "exec /bin/sh -c '" + ReadBoth + "' sh";

    /// <summary>The program comes with the request.</summary>
    public static string FromArgument(string encoded) => "exec /bin/sh -c 'l=$1; " + Evaluate + "' sh '" + encoded + "'";

    /// <summary>The program comes with the request, and will read stdin.</summary>
    public static string FromArgumentWithStdin(string encoded) => "exec /bin/sh -c '" + Skip + "l=$1; " + Evaluate + "' sh '" + encoded + "'";

    /// <summary>As root without a password, by a program that comes on stdin.</summary>
    public static string Elevated(Elevation elevation, ScriptCall.Marks marks) => Request(Elevate(elevation, "sudo -n"), ReadBoth, marks);

    /// <summary>As root with a password if need be, by a program that is asked for when sudo is done.</summary>
    public static string ElevatedOnAsk(Elevation elevation, ScriptCall.Marks marks) => Request(Skip + ElevateOnAsk(elevation), Ask, marks);

    /// <summary>The same as a program of its own.</summary>
    public static string ElevatedLine(Elevation elevation, ScriptCall.Marks marks, bool hasPassword) =>
        $"set +axv; set -- {ScriptEncoding.Quote(Ask)} {marks.FirstOfAsks} {marks.SecondOfAsks}; {Here}{(hasPassword ? ElevateOnAsk(elevation) : Elevate(elevation, "sudo -n"))}";

    /// <summary>
    /// Runs programs that come on stdin one by one, each in a subshell. A request is a line of a name, a space and the call, which is plain shell text. Behind <c>+</c>
    /// the name is that of the program on the next line, encoded, which the shell remembers; <c>-</c> is a program that it need not remember.
    /// </summary>
    public static string Loop(string first, string second) =>
        $"exec /bin/sh -c '{Skip}while echo; echo \"@@$1$2 ready\"; echo >&2; echo \"@@$1$2 ready\" >&2; IFS= read -r r && [ \"$r\" ]; do n=${{r%% *}}; "
        + $"case $n in [+-]*) {Take}{Decode}n=${{n#[+-]}}; [ -z \"$n\" ] || eval \"$n=${{3}}l\" ;; *) eval \"l=${{3}}$n\" ;; esac; ( eval \"${{r#* }};$l\" ); done' user {first} {second} '$'";

    /// <summary>What the client writes before a program that is asked for.</summary>
    public const string Go = "go\n";

    // Between the client and sudo, which has no way to be told of a single attempt: at the end of its input it logs two lines more than the attempt itself,
    // and then its own. Up to the program it is still the user's process: when the client gives up before, all that this request began is killed. A killed
    // relay leaves stdin to who reads it next. Printed first is who to kill.
    private const string Relay = "{ set +axv; read -r l _ </proc/self/stat; echo \"$l\"; while IFS= read -r l; do "
        + "case $l in go) echo go; exec cat ;; *) printf %b \"$l\"; echo ;; esac; done; kill -KILL 0; }";

    private static string Request(string command, string reader, ScriptCall.Marks marks) =>
        $"exec /bin/sh -c '{Here}{command}' user '{reader}' {marks.FirstOfAsks} {marks.SecondOfAsks}";

    private static string Elevate(Elevation elevation, string sudo) => Elevate(elevation, "", Sudo(sudo));

    private static string ElevateOnAsk(Elevation elevation) =>
        Elevate(elevation, Relay + " | ", $"( read -r p; {Sudo("sudo -S -p \"@@$2$3 sudo \"")}; s=$?; kill \"$p\" 2>/dev/null; exit \"$s\" )");

    private static string Sudo(string sudo) => "LC_ALL=C " + sudo + " -- /bin/sh -c \"$1\" root \"$SSH_CONNECTION\" \"$2\" \"$3\"";

    // /proc/1 belongs to root: -O asks whether we are. 1, 126 and 127 are sudo's refusals (or no sudo at all), with the program unread;
    // the program itself always ends with 0.
    private static string Elevate(Elevation elevation, string before, string sudo) =>
        "[ -O /proc/1 ] || { " + before + sudo + "; case $? in 1|126|127) "
        + (elevation == Elevation.Required ? "echo; echo \"@@$2$3 refused\"; exit " : "")
        + ";; *) exit ;; esac; }; eval \"$1\"";
}
