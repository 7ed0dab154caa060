using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections.OpenSsh;
using Xunit;

namespace ContainerOS.Tests.Connections.OpenSsh;

/// <summary>Quoting, held against .NET's own reading of a command line.</summary>
public sealed class CommandLineTests
{
    private const string Alphabet = "\\\\\\\\\"\"\"   \t\n\r\v'ab$`%^&|<>!*?;#(){}[]~=\u0001\u007f\u00a0\u2003é→";

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("C:\\dir\\", "C:\\dir\\")]
    [InlineData("C:\\my dir\\", "\"C:\\my dir\\\\\"")]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("a\\\"b", "\"a\\\\\\\"b\"")]
    [InlineData("tab\there", "\"tab\there\"")]
    public void Known_cases(string argument, string quoted) => Assert.Equal(quoted, CommandLine.Join([argument]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Random_arguments_arrive_as_they_were(int seed)
    {
        var random = new Random(seed);
        var arguments = Enumerable.Range(0, 500).Select(_ => new string(Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)]).ToArray())).ToArray();
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/printf", CommandLine.Join(arguments.Prepend("%s\\0"))) { RedirectStandardOutput = true })!;
        var printed = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(arguments, printed.Split('\0')[..^1]);
    }
}
