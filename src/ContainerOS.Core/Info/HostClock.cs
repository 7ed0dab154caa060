using System;
using System.Globalization;
using System.Text.RegularExpressions;
using ContainerOS.Scripts;

namespace ContainerOS.Info;

/// <summary>A host's clock against ours.</summary>
internal static class HostClock
{
    /// <summary>This machine's clock when the host read its own: the start mark was half a round trip on its way.</summary>
    public static DateTimeOffset OursAtStart(ScriptResult result) => result.StartedAt - TimeSpan.FromTicks(result.RoundTrip.Ticks / 2);

    /// <summary>The host's clock minus ours.</summary>
    /// <param name="date">What <c>date +%s.%N</c> printed; busybox prints the seconds only, and its own idea of %N after the point.</param>
    /// <param name="result">The answer that it came with.</param>
    /// <returns>The difference; null when date printed no seconds.</returns>
    public static TimeSpan? Skew(string date, ScriptResult result)
    {
        var match = Regex.Match(date, @"^-?[0-9]{1,11}(?:\.[0-9]{1,9})?(?=[.\s]|$)", RegexOptions.CultureInvariant);
        return match.Success
            ? TimeSpan.FromSeconds(Math.Round(double.Parse(match.Value, CultureInfo.InvariantCulture) - (OursAtStart(result).ToUnixTimeMilliseconds() / 1000.0), 3))
            : null;
    }
}
