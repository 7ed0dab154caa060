using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Scripts;

/// <summary>The command line as sshd hands it to the account's login shell, with each sh that a host may have behind it.</summary>
public sealed class LoginShellTests
{
    // Each argument in brackets, so that none can hide an end or a blank.
    private const string Show = "show() { for a; do printf '[%s]' \"$a\"; done; }\nsection all show \"$@\"\nsection count echo $#\n";

    private static readonly string[] Odd =
    [
        "", " ", "plain", "it's", "\"", "'\"'\"'", "\\", "\\\\", "\\n", "\\0101", "a\nb", "\n", "\n\n", "trailing\n", "\ttab\t", "cr\r", "cr\r\n", "!", "!!", "!x", "a!",
        "$HOME", "${HOME}", "$(id)", "`id`", "$$", "%s", "%b%n", "*", "?", "~", "#x", ";", "&", "&&", "|", "<x", ">x", "(", ")", "{a,b}", "[a]", "^", "=", "-n", "--", "-e",
        "é", "日本語", "😀", "\u0001\u001b[31m\u007f", "\u00a0", "'; exit 9; '", "@@", "a  b",
    ];

    [Theory]
    [MemberData(nameof(Shells.Pairs), MemberType = typeof(Shells))]
    public async Task ArgumentsArriveAsTheyAre(string login, string inner)
    {
        var content = await LocalCall.RunAsync(ScriptCall.Create(new RemoteScript("x", Show, Odd)), login, inner);

        Assert.Equal(string.Concat(Odd.Select(a => "[" + a + "]")), content.Sections["all"].Text());
        Assert.Equal(Odd.Length + "\n", content.Sections["count"].Text());
        AssertClean(content);
    }

    [Theory]
    [MemberData(nameof(Shells.Pairs), MemberType = typeof(Shells))]
    public async Task ArgumentsArriveAsTheyAreOverStdin(string login, string inner)
    {
        var call = ScriptCall.Create(new RemoteScript("x", "# " + new string('x', ScriptCall.ExecLimit) + "\n" + Show, Odd));
        Assert.NotEmpty(call.StandardInput);
        var content = await LocalCall.RunAsync(call, login, inner);

        Assert.Equal(string.Concat(Odd.Select(a => "[" + a + "]")), content.Sections["all"].Text());
        AssertClean(content);
    }

    [Theory]
    [MemberData(nameof(Shells.Pairs), MemberType = typeof(Shells))]
    public async Task AScriptOfManyLinesRuns(string login, string inner)
    {
        const string script = "f() {\n  cat <<'X'\n$HOME `x` 'q' \"d\" \\ !\n\n\tX\nX\n  case \"$1\" in\n    *'!'*) echo bang ;;\n  esac\n}\nsection here f 'a!b'\n";
        var content = await LocalCall.RunAsync(ScriptCall.Create(new RemoteScript("x", script)), login, inner);

        Assert.Equal("$HOME `x` 'q' \"d\" \\ !\n\n\tX\nbang\n", content.Sections["here"].Text());
        AssertClean(content);
    }

    [Theory]
    [MemberData(nameof(Shells.LoginData), MemberType = typeof(Shells))]
    public async Task SizesAroundTheLimit(string login)
    {
        foreach (var size in new[] { ScriptCall.ExecLimit - 1, ScriptCall.ExecLimit, ScriptCall.ExecLimit + 1 })
        {
            var call = Sized(size);
            Assert.Equal(size > ScriptCall.ExecLimit, call.StandardInput.Length > 0);
            var content = await LocalCall.RunAsync(call, login);

            Assert.Equal("end\n", content.Sections["last"].Text());
            AssertClean(content);
        }
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task BigProgramsTravelOverStdin(string inner)
    {
        foreach (var size in new[] { 100_000, 1_000_000 })
        {
            var call = Sized(size);
            Assert.True(call.Command.Length < 200);
            var content = await LocalCall.RunAsync(call, "dash", inner);

            Assert.Equal("end\n", content.Sections["last"].Text());
            AssertClean(content);
        }
    }

    [Theory]
    [MemberData(nameof(Shells.LoginData), MemberType = typeof(Shells))]
    public async Task TheScriptsStdinIsEmpty(string login)
    {
        var content = await LocalCall.RunAsync(ScriptCall.Create(new RemoteScript("x", "section in cat\n")), login);

        Assert.Equal("", content.Sections["in"].Text());
        AssertClean(content);
    }

    [Fact]
    public void TheCommandIsOneLineOfPrintableAscii()
    {
        foreach (var script in new[] { new RemoteScript("x", Show, Odd), new RemoteScript("x", Show, Odd) { Elevation = Elevation.IfPossible } })
        {
            var call = ScriptCall.Create(script);

            Assert.All(call.Command, c => Assert.InRange(c, ' ', '~'));
            Assert.All(Encoding.ASCII.GetString(call.StandardInput).Trim('\n'), c => Assert.InRange(c, ' ', '~'));
            Assert.DoesNotContain(call.Mark, call.Command + Encoding.ASCII.GetString(call.StandardInput)); // joined on the host only
        }
    }

    [Fact]
    public void EveryCallHasItsOwnMark() =>
        Assert.Distinct(Enumerable.Range(0, 100).Select(_ => ScriptCall.Create(new RemoteScript("x", "")).Mark));

    private static ScriptCall Sized(int encoded)
    {
        const string end = "\nsection last echo end\n";
        var least = Length(ScriptCall.Create(new RemoteScript("x", "#" + end)));
        return ScriptCall.Create(new RemoteScript("x", "#" + new string('x', encoded - least) + end));
    }

    /// <summary>The length of the encoded program.</summary>
    private static int Length(ScriptCall call) => call.Command.LastIndexOf('\'') - call.Command.LastIndexOf('\'', call.Command.LastIndexOf('\'') - 1) - 1;

    private static void AssertClean(FrameContent content)
    {
        Assert.True(content.IsStarted);
        Assert.False(content.IsElevated);
        Assert.Equal(0, content.ExitCode);
        Assert.Equal("", content.OutputNoise.Trim('\n'));
        Assert.Equal("", content.ErrorNoise.Trim('\n'));
    }
}
