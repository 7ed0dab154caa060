using System;
using System.Linq;
using System.Text;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Scripts;

public sealed class ScriptEncodingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("echo $HOME `id` \"x\" %s %% ~ # ; | & * ?", "echo $HOME `id` \"x\" %s %% ~ # ; | & * ?")]
    [InlineData("a\nb", "a\\0012b")]
    [InlineData("a\r\tb", "a\\0015\\0011b")]
    [InlineData("\\", "\\0134")]
    [InlineData("\\n", "\\0134n")]
    [InlineData("'", "\\0047")]
    [InlineData("!", "\\0041")]
    [InlineData("é", "\\0303\\0251")]
    [InlineData("\u007f", "\\0177")]
    [InlineData("\n7", "\\00127")] // three digits exactly: the 7 is not one of them
    public void Encodes(string text, string expected) => Assert.Equal(expected, ScriptEncoding.Encode(text));

    [Fact]
    public void NothingInItIsSyntaxForAnyShell()
    {
        var all = new string(Enumerable.Range(1, 0x2ff).Select(c => (char)c).ToArray());
        var encoded = ScriptEncoding.Encode(all);

        Assert.All(encoded, c => Assert.InRange(c, ' ', '~'));
        Assert.DoesNotContain("'", encoded);
        Assert.DoesNotContain("!", encoded);
        Assert.DoesNotContain("\\\\", encoded); // fish takes \\ and \' within single quotes as escapes
        Assert.Equal(all, Decode(encoded));
    }

    [Theory]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("'", "''\\'''")]
    public void Quotes(string word, string expected) => Assert.Equal(expected, ScriptEncoding.Quote(word));

    [Fact]
    public void NulIsRefused()
    {
        Assert.Throws<ArgumentException>(() => new RemoteScript("x", "a\0b"));
        Assert.Throws<ArgumentException>(() => new RemoteScript("x", "", "a\0b"));
    }

    [Fact]
    public void WindowsLineEndsBecomePlain() => Assert.Equal("a\nb\n", new RemoteScript("x", "a\r\nb\r\n").Text);

    /// <summary>What <c>printf %b</c> makes of an encoded text.</summary>
    internal static string Decode(string encoded)
    {
        var bytes = new byte[encoded.Length];
        var count = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '\\')
            {
                bytes[count++] = Convert.ToByte(encoded.Substring(i + 2, 3), 8);
                i += 4;
            }
            else
            {
                bytes[count++] = (byte)encoded[i];
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, count);
    }
}
