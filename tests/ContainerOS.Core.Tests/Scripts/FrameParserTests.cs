using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Scripts;

public sealed class FrameParserTests
{
    private const string Mark = "@@0123456789abcdef0123456789abcdef";

    [Fact]
    public void ReadsSectionsOfBothStreams()
    {
        var content = Parse("M start user\nM begin a\none\nM end a 0\nM begin b\nM end b 7\nM exit 3\n", "M begin a\nwarn\nM end a 0\nM begin b\nM end b 7\nM exit 3\n");

        Assert.True(content.IsStarted);
        Assert.False(content.IsElevated);
        Assert.Equal(3, content.ExitCode);
        Assert.Equal(["a", "b"], content.Sections.Keys);
        Assert.Equal(("one\n", "warn\n", 0), Of(content, "a"));
        Assert.Equal(("", "", 7), Of(content, "b"));
        Assert.Equal("", content.OutputNoise + content.ErrorNoise);
    }

    [Theory]
    [InlineData("root", true)]
    [InlineData("user", false)]
    [InlineData("sh", false)]
    [InlineData("-bash", false)]
    public void TheStartMarkSaysWhetherItIsElevated(string name, bool elevated) => Assert.Equal(elevated, Parse("M start " + name + "\n").IsElevated);

    [Theory]
    [InlineData("")]
    [InlineData("no newline")]
    [InlineData("newline\n")]
    [InlineData("\n\n")]
    [InlineData("\r\n")]
    [InlineData("@@")]
    [InlineData("\n@@0123456789abcdef0123456789abcde_ begin a\n")]
    [InlineData("+ printf '%s end %s %s\\n' @@0123456789abcdef0123456789abcdef a 0\n")] // a shell that traces
    [InlineData("\n@@0123456789abcdef0123456789abcdefend a 0\n")]
    public void TheContentIsExactlyWhatWasPrinted(string text)
    {
        var content = Parse("M start user\nM begin a\n" + (text.StartsWith('@') ? "x" + text : text) + "M end a 0\n");

        Assert.Equal(text.StartsWith('@') ? "x" + text : text, Of(content, "a").Output);
        Assert.True(content.Sections["a"].IsComplete);
    }

    [Fact]
    public void NoiseIsKeptApart()
    {
        var content = Parse("motd\nno newlineM start user\nbeforeM begin a\n1\nM end a 0\nbetweenM begin b\n2\nM end b 0\nafterM exit 0\nlast", "banner\nM begin a\ne\nM end a 0\nsudo: no\nM exit 0\n");

        Assert.Equal(("1\n", "e\n", 0), Of(content, "a"));
        Assert.Equal(("2\n", "", 0), Of(content, "b"));
        Assert.Equal("motd\nno newlinebeforebetweenafterlast", content.OutputNoise);
        Assert.Equal("banner\nsudo: no\n", content.ErrorNoise);
    }

    [Fact]
    public void NoiseIsLimited()
    {
        var content = Parse(new string('x', 1_000_000) + "M start user\n" + new string('y', 10_000) + "M exit 0\n");

        Assert.Equal(new string('x', 4096), content.OutputNoise);
        Assert.Equal(0, content.ExitCode);
    }

    [Theory]
    [InlineData("M start user\nM begin a\nabc\nab", new[] { "abc" })]
    [InlineData("M start user\nM begin a\nabc\n", new[] { "abc" })]
    [InlineData("M start user\nM begin a\nabc\n\n@@01234", new[] { "abc", "" })]
    [InlineData("M start user\nM begin a\nabc\nM end a", new[] { "abc" })]
    [InlineData("M start user\nM begin a\nabc\nM end a 0", new[] { "abc" })]
    [InlineData("M start user\nM begin a\nabc\nM end a x\n", new[] { "abc" })]
    [InlineData("M start user\nM begin a\nabc\nM end b 0\n", new[] { "abc" })]
    [InlineData("M start user\nM begin a\nabc\nM exit 3\n", new[] { "abc" })] // exit within the section
    [InlineData("M start user\nM begin a\nabc\nM begin b\nM end b 0\n", new[] { "abc" })]
    [InlineData("M start user\nM begin a\n", new string[0])]
    [InlineData("M start user\nM begin a\nab", new string[0])]
    public void WithoutItsEndMarkASectionIsCutOff(string stream, string[] lines)
    {
        var section = Parse(stream).Sections["a"];

        Assert.False(section.IsComplete);
        Assert.Null(section.Status);
        Assert.Equal(lines, section.Lines());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("a\n", 1)]
    [InlineData("a\nb", 2)]
    [InlineData("a\r\nb\r\n", 2)]
    [InlineData("\n\n", 2)]
    public void LinesOfACompleteSection(string text, int count)
    {
        var lines = new ScriptSection("a", Encoding.UTF8.GetBytes(text), [], 0).Lines();

        Assert.Equal(count, lines.Length);
        Assert.DoesNotContain(lines, line => line.EndsWith('\r'));
    }

    [Fact]
    public void CutAtEveryByteNothingWrongIsComplete()
    {
        var stream = Bytes("hello\nM start user\nM begin a\none\ntwo\nM end a 0\nnoiseM begin b\n\nno endM end b 12\nM begin c\n\u00ff\u0000\n@@0123\nM end c 0\nM exit 128\n");
        var whole = FrameParser.Parse(stream, [], Mark);
        Assert.Equal((3, 128), (whole.Sections.Count, whole.ExitCode));

        for (var length = 0; length < stream.Length; length++)
        {
            var part = FrameParser.Parse(stream[..length], stream[..(length / 2)], Mark);
            Assert.Null(part.ExitCode); // its line is the last
            foreach (var section in part.Sections.Values)
            {
                var full = whole.Sections[section.Name];
                if (section.IsComplete)
                    Assert.Equal((full.OutputText, full.Status), (section.OutputText, section.Status));
                else
                    Assert.All(section.Lines().Zip(full.Lines().Append("")), pair => Assert.Equal(pair.Second, pair.First));
            }
        }
    }

    [Fact]
    public void RandomBytesNeverThrow()
    {
        var random = new Random(1);
        var pieces = new[] { "\n", Mark, "\n" + Mark + " ", " begin a", " end a 0", " end", " start", " exit 0", " exit 99999999999", "x", " ", "\u00ff", "\u0000" };
        for (var i = 0; i < 20_000; i++)
        {
            var stream = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, random.Next(16)).Select(_ => pieces[random.Next(pieces.Length)])));
            var searched = 0;
            FrameParser.Parse(stream, stream, Mark);
            FrameParser.HasStarted(stream, stream.Length, Mark, ref searched);
        }
    }

    [Fact]
    public void InvalidUtf8IsReplacedAndTheBytesAreKept()
    {
        var section = FrameParser.Parse(Encoding.Latin1.GetBytes("M begin a\n\u00e9\u00ffM end a 0\n".Replace("M", Mark)), [], Mark).Sections["a"];

        Assert.Equal([0xe9, 0xff], section.Output);
        Assert.Equal("\ufffd\ufffd", section.OutputText);
    }

    public static TheoryData<int> ChunkSizes => [1, 2, 3, 7, 34, 35, 36, 1000];

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public void TheStartMarkIsFoundAcrossChunks(int size)
    {
        var stream = Bytes(new string('\n', 50) + "noise @@0123\n@@0123456789" + "M start user\nM begin a\n");
        var complete = Encoding.Latin1.GetString(stream).IndexOf(" start ", StringComparison.Ordinal) + " start ".Length;
        var searched = 0;
        var found = new List<int>();
        for (var count = size; count < stream.Length + size; count += size)
        {
            if (FrameParser.HasStarted(stream, Math.Min(count, stream.Length), Mark, ref searched))
            {
                found.Add(Math.Min(count, stream.Length));
                break;
            }
        }

        Assert.InRange(Assert.Single(found), complete, complete + size - 1);
    }

    [Fact]
    public void AFloodOfNoiseIsSearchedOnce()
    {
        var noise = new byte[20 << 20]; // with a search from the begin each time this takes minutes
        var searched = 0;
        for (var count = 0; count <= noise.Length; count += 4096)
            Assert.False(FrameParser.HasStarted(noise, count, Mark, ref searched));
        Assert.InRange(searched, noise.Length - 100, noise.Length);
    }

    private static FrameContent Parse(string stdout, string stderr = "") => FrameParser.Parse(Bytes(stdout), Bytes(stderr), Mark);

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text.Replace("M ", Mark + " "));

    private static (string Output, string Error, int? Status) Of(FrameContent content, string name) =>
        (content.Sections[name].OutputText, Encoding.UTF8.GetString(content.Sections[name].Error), content.Sections[name].Status);
}
