using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Fuzzing;

/// <summary>Framing: what stands between two marks arrives as it is, or as cut off; nothing else becomes content.</summary>
public sealed class FrameFuzzTests
{
    private const string Mark = "@@0123456789abcdef";
    private static readonly string[] Lookalikes = ["\n@@0123456789abcde ", "@@0123456789abcdef end facts 0\n", "\n@@", "\n", "\n\n", "\r\n", "\n@@fedcba9876543210 end facts 0\n"];
    private static readonly string[] Words = [.. Lookalikes, "\n" + Mark + " ", "\n" + Mark + " begin facts\n", "\n" + Mark + " end facts 0\n", "\n" + Mark + " exit 0\n", "\n" + Mark + " start root\n", "\n" + Mark + " end facts 99999999999\n"];

    [Fact]
    public void Content_is_what_was_framed_whatever_stands_around_it() => Fuzz.Bytes("framing", 5000, Seeds(), Lookalikes, (noise, random) =>
    {
        var (stream, sections) = Build(random, noise);
        foreach (var (name, content) in sections)
            Assert.Equal(content, Parse(stream).Sections[name].Output);
        Assert.Equal(sections.Count, Parse(stream).Sections.Count);
        Assert.Equal(3, Parse(stream).ExitCode);
    });

    [Fact]
    public void A_cut_never_gives_content_that_was_not_there() => Fuzz.Bytes("frames cut", 5000, Seeds(), Lookalikes, (noise, random) =>
    {
        var (stream, sections) = Build(random, noise);
        var cut = Parse(stream[..random.Next(stream.Length)]);
        Assert.False(cut.IsComplete);
        foreach (var section in cut.Sections.Values)
        {
            var whole = sections[section.Name];
            byte[] markedWhole = [.. whole, .. Encoding.ASCII.GetBytes(Mark + " ")]; // of the mark there may be a beginning
            Assert.True(markedWhole.AsSpan().StartsWith(section.Output));
            Assert.True(section.Status is null || (section.Status == 7 && section.Output.Length == whole.Length));
            var lines = HostText.Decode(whole).Split('\n').Select(line => line.TrimEnd('\r'));
            Assert.Equal(lines.Take(section.Lines().Length), section.Lines());
        }
    });

    [Fact]
    public void Marks_in_any_disorder_are_still_an_answer() => Fuzz.Bytes("marks", 6000, Seeds(), Words, (bytes, random) =>
    {
        var content = FrameParser.Parse(bytes, random.Next(2) == 0 ? bytes : bytes[random.Next(bytes.Length + 1)..], Mark);
        Assert.InRange(content.OutputNoise.Length, 0, 4096);
        Assert.True(content.ExitCode is null or >= 0);
        var total = 0;
        foreach (var section in content.Sections.Values)
        {
            total += section.Output.Length;
            Assert.True(section.Status is null or >= 0);
            Assert.True(bytes.AsSpan().IndexOf(section.Output) >= 0);
            Assert.DoesNotContain(section.Lines(), line => line.Contains('\n') || line.EndsWith('\r'));
        }

        Assert.True(total <= bytes.Length);
    });

    [Fact]
    public void The_start_is_found_once_it_is_there_in_whatever_pieces_it_comes() => Fuzz.Bytes("start mark", 4000, Seeds(), Words, (bytes, random) =>
    {
        var (searched, found) = (0, false);
        for (var count = 0; count < bytes.Length && !found; count += Math.Max(1, random.Next(Math.Max(2, bytes.Length / 20))))
            found = FrameParser.HasStarted(bytes, count, Mark, ref searched);
        found = found || FrameParser.HasStarted(bytes, bytes.Length, Mark, ref searched);
        Assert.Equal(Encoding.Latin1.GetString(bytes).Contains(Mark + " start ", StringComparison.Ordinal), found);
    });

    private static List<byte[]> Seeds() => [.. Seed.Probes().Select(probe => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(probe).Replace(Seed.ProbeMark, Mark))), "a\nb"u8.ToArray(), []];

    private static FrameContent Parse(byte[] stream) => FrameParser.Parse(stream, [], Mark);

    // As bootstrap.sh does it: noise, and marks wherever a line has come to.
    private static (byte[] Stream, Dictionary<string, byte[]> Sections) Build(Random random, byte[] noise)
    {
        var clean = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(noise).Replace(Mark, "@@"));
        var stream = new List<byte>();
        void Say(string text) => stream.AddRange(Encoding.ASCII.GetBytes(text));
        byte[] Piece() => clean[..random.Next(clean.Length + 1)];

        stream.AddRange(Piece());
        Say(Mark + " start sh\n");
        var sections = new Dictionary<string, byte[]>();
        foreach (var name in new[] { "clock", "facts", "disks" }.Take(random.Next(1, 4)))
        {
            stream.AddRange(Piece());
            Say(Mark + " begin " + name + "\n");
            stream.AddRange(sections[name] = Piece());
            Say(Mark + " end " + name + " 7\n");
        }

        stream.AddRange(Piece());
        Say(Mark + " exit 3\n");
        return (stream.ToArray(), sections);
    }
}
