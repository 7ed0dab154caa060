using System;
using System.Globalization;
using ContainerOS.Scripts;

namespace ContainerOS.Info;

/// <summary>A host's clock against ours.</summary>
internal static class HostClock
{
    private const long MostSeconds = 100_000_000_000; // the year 5138

    /// <summary>This machine's clock when the host read its own: the start mark was half a round trip on its way.</summary>
    public static DateTimeOffset OursAtStart(ScriptResult result) => result.StartedAt - TimeSpan.FromTicks(result.RoundTrip.Ticks / 2);

    /// <summary>The host's clock minus ours.</summary>
    /// <param name="date">What <c>date +%s.%N</c> printed; busybox prints the seconds only, and its own idea of %N after the point.</param>
    /// <param name="result">The answer that it came with.</param>
    /// <returns>The difference; null when date printed no seconds.</returns>
    public static TimeSpan? Skew(string date, ScriptResult result)
    {
        var end = date.IndexOfAny([' ', '\t', '\r', '\n']);
        var word = end < 0 ? date : date.Substring(0, end);
        var whole = word.Split('.')[0];
        if (!long.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || whole[0] == '+' || seconds is <= -MostSeconds or >= MostSeconds)
            return null;
        var isExact = double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact)
            && word.Length - whole.Length <= ".123456789".Length;
        return TimeSpan.FromSeconds(Math.Round((isExact ? exact : seconds) - (OursAtStart(result).ToUnixTimeMilliseconds() / 1000.0), 3));
    }
}
