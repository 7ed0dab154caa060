using System;
using System.Linq;

namespace ContainerOS;

/// <summary>The numbers that a version begins with, whatever a distribution has put behind them.</summary>
internal static class LeadingVersion
{
    /// <summary>Two or three numbers, such as 6.6.30 of <c>6.6.30-flatcar</c>.</summary>
    /// <returns>Null when the text does not begin with two.</returns>
    public static Version? Of(string? text)
    {
        if (text is null)
            return null;
        var end = 0;
        while (end < text.Length && text[end] is (>= '0' and <= '9') or '.')
            end++;
        return Version.TryParse(string.Join(".", text.Substring(0, end).Split('.').Take(3)).TrimEnd('.'), out var version) && version.Major < 100_000 ? version : null;
    }
}
