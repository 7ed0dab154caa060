using System;
using System.Linq;
using ContainerOS.OperatingSystems;
using Xunit;

namespace ContainerOS.Tests.OperatingSystems;

public sealed class OsReleaseTests
{
    [Theory]
    [InlineData("ID=photon", "photon")]
    [InlineData("ID=\"photon\"", "photon")]
    [InlineData("ID='photon'", "photon")]
    [InlineData("  ID=photon  ", "photon")]
    [InlineData("ID=photon\r", "photon")]
    [InlineData("ID=\"photon\"\r", "photon")]
    [InlineData("\ufeffID=photon", "photon")]
    [InlineData("ID=", "")]
    [InlineData("ID=\"\"", "")]
    [InlineData("ID=\"", "\"")]
    [InlineData("ID=a=b", "a=b")]
    [InlineData("ID=\"a \\\"b\\\" \\$c \\\\ \\`d\"", "a \"b\" $c \\ `d")]
    [InlineData("ID=\"C:\\new\"", "C:\\new")] // within double quotes a shell keeps other backslashes
    [InlineData("ID=a\\ b", "a b")]
    [InlineData("ID='a\\b'", "a\\b")]
    [InlineData("ID=a\\", "a\\")]
    [InlineData("ID=\"x\u001b[31m\"", "x\\u001b[31m")]
    [InlineData("ID=\ufffdx", "\ufffdx")]
    public void ReadsOneValue(string line, string expected) => Assert.Equal(expected, OsRelease.Parse([line])["ID"]);

    [Theory]
    [InlineData("#ID=photon")]
    [InlineData("  # ID=photon")]
    [InlineData("=photon")]
    [InlineData("ID")]
    [InlineData("")]
    [InlineData("\u0000\u0001")]
    public void OtherLinesAreNoValues(string line) => Assert.Empty(OsRelease.Parse([line]));

    [Fact]
    public void TheLastOfTwoWins() => Assert.Equal("two", OsRelease.Parse(["ID=one", "ID=two"])["ID"]);

    [Fact]
    public void KeysAreCaseSensitive() => Assert.False(OsRelease.Parse(["id=photon"]).ContainsKey("ID"));

    [Fact]
    public void TenMegabytesAreRead()
    {
        var lines = Enumerable.Range(0, 200_000).Select(i => $"KEY_{i}=\"{new string('x', 40)}\"").Append("ID=photon").ToArray();

        Assert.Equal("photon", OsRelease.Parse(lines)["ID"]);
        Assert.Equal(10_000_000, OsRelease.Parse(["ID=" + new string('x', 10_000_000)])["ID"].Length);
    }

    [Fact]
    public void RandomLinesNeverThrow()
    {
        var random = new Random(1);
        const string alphabet = "ID=\"'\\#$ \t\r\ufeff\u0000x";
        for (var i = 0; i < 20_000; i++)
            OsRelease.Parse([new string(Enumerable.Range(0, random.Next(12)).Select(_ => alphabet[random.Next(alphabet.Length)]).ToArray())]);
    }
}
