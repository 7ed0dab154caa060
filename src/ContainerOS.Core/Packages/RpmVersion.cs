using System;

namespace ContainerOS.Packages;

/// <summary>Compares versions as rpm does: [epoch:]version-release, by runs of digits and of letters.</summary>
internal static class RpmVersion
{
    /// <summary>Below zero where the first is older, above zero where it is newer.</summary>
    public static int Compare(string left, string right)
    {
        var (leftEpoch, leftVersion, leftRelease) = Split(left);
        var (rightEpoch, rightVersion, rightRelease) = Split(right);
        var order = Part(leftEpoch, rightEpoch);
        if (order == 0)
            order = Part(leftVersion, rightVersion);
        return order == 0 ? Part(leftRelease, rightRelease) : order;
    }

    private static (string Epoch, string Version, string Release) Split(string text)
    {
        var colon = text.IndexOf(':');
        var dash = text.LastIndexOf('-');
        var rest = colon + 1;
        return (colon > 0 ? text.Substring(0, colon) : "0", dash > rest ? text.Substring(rest, dash - rest) : text.Substring(rest), dash > rest ? text.Substring(dash + 1) : "");
    }

    private static int Part(string left, string right)
    {
        int i = 0, j = 0;
        while (true)
        {
            i = Skip(left, i);
            j = Skip(right, j);
            var leftMark = At(left, i);
            var rightMark = At(right, j);
            // ~ sorts before everything, even the end; ^ after the end and before everything else.
            if (leftMark == '~' || rightMark == '~')
            {
                if (leftMark != rightMark)
                    return leftMark == '~' ? -1 : 1;
                i++;
                j++;
                continue;
            }

            if (leftMark == '^' || rightMark == '^')
            {
                if (leftMark != rightMark)
                    return leftMark == '\0' ? -1 : rightMark == '\0' ? 1 : leftMark == '^' ? -1 : 1;
                i++;
                j++;
                continue;
            }

            if (leftMark == '\0' || rightMark == '\0')
                return leftMark == rightMark ? 0 : leftMark == '\0' ? -1 : 1;
            var isNumber = IsDigit(leftMark);
            if (isNumber != IsDigit(rightMark))
                return isNumber ? 1 : -1;
            var first = Run(left, ref i, isNumber);
            var second = Run(right, ref j, isNumber);
            var order = isNumber && first.Length != second.Length ? first.Length.CompareTo(second.Length) : string.CompareOrdinal(first, second);
            if (order != 0)
                return Math.Sign(order);
        }
    }

    private static string Run(string text, ref int at, bool isNumber)
    {
        var start = at;
        while (at < text.Length && (isNumber ? IsDigit(text[at]) : IsLetter(text[at])))
            at++;
        var run = text.Substring(start, at - start);
        return isNumber ? run.TrimStart('0') : run;
    }

    private static int Skip(string text, int at)
    {
        while (at < text.Length && !IsDigit(text[at]) && !IsLetter(text[at]) && text[at] is not ('~' or '^'))
            at++;
        return at;
    }

    private static char At(string text, int at) => at < text.Length ? text[at] : '\0';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsLetter(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z';
}
