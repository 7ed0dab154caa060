using System.Text;
using Xunit;

namespace ContainerOS.Tests.Text;

public sealed class HostTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("photon-machine", "photon-machine")]
    [InlineData("Straße 日本 😀", "Straße 日本 😀")]
    [InlineData("a\tb", "a b")]
    [InlineData("\u001b[31mred\u001b[0m", "\\u001b[31mred\\u001b[0m")]
    [InlineData("\u001b]0;title\u0007", "\\u001b]0;title\\u0007")]
    [InlineData("one\r\ntwo", "one\\u000d\\u000atwo")]
    [InlineData("\u009b31m", "\\u009b31m")] // CSI in one character
    [InlineData("a\u0000b\u007f", "a\\u0000b\\u007f")]
    [InlineData("abc\u202ecba", "abc\\u202ecba")] // right-to-left override
    [InlineData("a\u200bb\ufeff", "a\\u200bb\\ufeff")]
    [InlineData("a\u2028b\u2029", "a\\u2028b\\u2029")]
    public void CleanLeavesNothingThatATerminalActsUpon(string text, string expected) => Assert.Equal(expected, HostText.Clean(text));

    [Fact]
    public void CleanIsStable()
    {
        var every = new StringBuilder();
        for (var c = 0; c < 0xD800; c++)
            every.Append((char)c);
        var clean = HostText.Clean(every.ToString());

        Assert.DoesNotContain(clean, char.IsControl);
        Assert.Equal(clean, HostText.Clean(clean));
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0x41 }, "\ufffdA")]
    [InlineData(new byte[] { 0xc3, 0xa9 }, "é")]
    [InlineData(new byte[] { 0xc3 }, "\ufffd")]
    [InlineData(new byte[0], "")]
    public void DecodeReplacesInvalidBytes(byte[] bytes, string expected) => Assert.Equal(expected, HostText.Decode(bytes));

    [Theory]
    [InlineData("", "")]
    [InlineData(" \n\t\r\n", "")]
    [InlineData("\n\r\n  df: /a: Permission denied \r\nmore\n", "df: /a: Permission denied")]
    public void FirstLineIsTheFirstThatSaysSomething(string text, string expected) => Assert.Equal(expected, HostText.FirstLine(text));
}
