using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Scripts;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>Scripts and arguments of every size around the limit of the exec request arrive whole, whatever the login shell.</summary>
public abstract class ScriptSizeContract(ConnectionFactory open)
{
    private const string Measure = "section sizes printf '%s %s' \"$#\" \"${#1}\"; section sum sh -c 'printf %s \"$1\" | cksum' sh \"$1\"\n";

    public static TheoryData<string, int> AroundTheLimit()
    {
        var data = new TheoryData<string, int>();
        foreach (var account in new[] { "bashuser", "dashuser", "tcshuser", "fishuser" })
        {
            foreach (var offset in new[] { -1, 0, 1 })
                data.Add(account, ScriptCall.ExecLimit + offset);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(AroundTheLimit))]
    public async Task Arguments_around_the_limit(string account, int encodedLength) => await CheckAsync(account, Measure, Fill(encodedLength - EncodedLength(Measure, "")), encodedLength);

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Scripts_around_the_limit(int offset)
    {
        var length = ScriptCall.ExecLimit + offset;
        await CheckAsync("bashuser", Measure + "#" + Fill(length - EncodedLength(Measure + "#", "tail")), "tail", length);
    }

    [Theory]
    [InlineData("bashuser")]
    [InlineData("dashuser")]
    [InlineData("zshuser")]
    [InlineData("tcshuser")]
    [InlineData("fishuser")]
    [InlineData("busyboxuser")]
    public async Task A_script_of_300_kilobytes(string account) => await CheckAsync(account, Measure + "#" + Fill(300_000), "tail", null);

    [Fact]
    public async Task Arguments_of_300_kilobytes()
    {
        // one argument may have 128 KiB at most where the host passes it on to a program
        var arguments = Enumerable.Range(0, 3).Select(i => Fill(100_000 + i)).ToArray();
        using var connection = open(LabLogin.Debian("bashuser"), LabLogin.Settings());
        var result = await connection.RunAsync("section sizes printf '%s %s %s %s' \"$#\" \"${#1}\" \"${#2}\" \"${#3}\"; section last printf %s \"$3\"", arguments);
        Assert.Equal("3 100000 100001 100002", result.Sections["sizes"].OutputText);
        Assert.Equal(arguments[2], result.Sections["last"].OutputText);
    }

    private async Task CheckAsync(string account, string script, string argument, int? encodedLength)
    {
        if (encodedLength is not null)
            Assert.Equal(encodedLength, EncodedLength(script, argument));
        using var connection = open(LabLogin.Debian(account), LabLogin.Settings());
        var result = await connection.RunAsync(script, argument);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"1 {argument.Length}", result.Sections["sizes"].OutputText);
        Assert.Equal($"{PosixChecksum.Of(argument)} {argument.Length}\n", result.Sections["sum"].OutputText);
    }

    private static string Fill(int length) => string.Concat(Enumerable.Range(0, (length / 10) + 1).Select(i => $"{i:D10}"))[..length];

    // The program is the last word of the command, in single quotes, or the second line on stdin.
    private static int EncodedLength(string script, string argument)
    {
        var call = ScriptCall.Create(new RemoteScript("test.sh", script, argument));
        return call.StandardInput.Length > 0 ? call.StandardInput.Length - 2 : call.Command.Length - call.Command.LastIndexOf(" '", System.StringComparison.Ordinal) - 3;
    }
}
