using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace ContainerOS.Tests.Fuzzing;

/// <summary>Gives a parser thousands of spoilt inputs. Each case depends only on the seed, the parser's name and its number.</summary>
/// <remarks>
/// CONTAINEROS_FUZZ_SEED chooses another seed and CONTAINEROS_FUZZ_FACTOR multiplies the cases:
/// <c>CONTAINEROS_FUZZ_SEED=7 CONTAINEROS_FUZZ_FACTOR=20 ./build.sh test --suite core --filter Fuzzing</c>.
/// </remarks>
internal static class Fuzz
{
    /// <summary>The processor time that any one check may take, also of a megabyte: nothing may grow with the square of what a host sends.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    private static readonly int Seed = (int)Number("CONTAINEROS_FUZZ_SEED", 1);
    private static readonly double Factor = Number("CONTAINEROS_FUZZ_FACTOR", 1);

    /// <summary>Runs a check on spoilt inputs.</summary>
    /// <param name="parser">What is tested.</param>
    /// <param name="cases">How many inputs.</param>
    /// <param name="seeds">Good inputs.</param>
    /// <param name="words">What has a meaning to this parser, to be sprinkled in.</param>
    /// <param name="check">Throws when something does not hold.</param>
    public static void Bytes(string parser, int cases, IReadOnlyList<byte[]> seeds, IReadOnlyList<string> words, Action<byte[], Random> check)
    {
        for (var number = 0; number < cases * Factor; number++)
        {
            var own = unchecked((Seed * 1_000_003) + (number * 7919) + parser.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)));
            var input = Spoiler.Spoil(new Random(own), seeds, words, large: number % 500 == 499);
            try
            {
                var best = TimeSpan.MaxValue;
                for (var attempt = 0; attempt < 3 && best > Limit; attempt++) // compiling and collecting take their time too
                {
                    var begin = ThreadTime();
                    check(input, new Random(own));
                    best = TimeSpan.FromTicks(Math.Min(best.Ticks, (ThreadTime() - begin).Ticks));
                }

                Assert.True(best <= Limit, $"took {best.TotalMilliseconds:0} ms for {input.Length} bytes");
            }
            catch (Exception error)
            {
                Assert.Fail($"{parser}, CONTAINEROS_FUZZ_SEED={Seed}, case {number}: {error}\nInput: {Show(input)}");
            }
        }
    }

    /// <summary>The same for parsers of text: what a host's bytes are decoded to.</summary>
    public static void Text(string parser, int cases, IReadOnlyList<string> seeds, IReadOnlyList<string> words, Action<string, Random> check) =>
        Bytes(parser, cases, seeds.Select(Encoding.UTF8.GetBytes).ToList(), words, (bytes, random) => check(HostText.Decode(bytes), random));

    /// <summary>Nothing that a terminal acts upon, nor more than one line, and not without end.</summary>
    public static void IsShowable(string? text, int longest = int.MaxValue)
    {
        if (text is null)
            return;
        Assert.Equal(HostText.Clean(text), text);
        Assert.Equal(-1, text.AsSpan().IndexOfAnyInRange((char)0, (char)31));
        Assert.True(text.Length <= longest, $"{text.Length} characters are too many for a message");
    }

    // Not the clock on the wall: the machine may be busy with other tests.
    internal static TimeSpan ThreadTime()
    {
        Assert.Equal(0, GetTime(OperatingSystem.IsMacOS() ? 16 : 3, out var time));
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out Time time);

    private static double Number(string variable, double otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string Show(byte[] input)
    {
        var text = new StringBuilder();
        foreach (var b in input.Take(3000))
            _ = b is >= 0x20 and < 0x7f ? text.Append((char)b) : text.Append("\\x").Append(b.ToString("x2", CultureInfo.InvariantCulture));
        return text.Append(input.Length > 3000 ? $"... ({input.Length} bytes)" : "").ToString();
    }

    private readonly record struct Time(nint Seconds, nint Nanoseconds);
}
