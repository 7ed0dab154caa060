using System;
using System.Globalization;
using System.Linq;

namespace ContainerOS;

/// <summary>The numbers that a version begins with, whatever a distribution has put behind them.</summary>
internal static class LeadingVersion
{
    private const int MostDigits = 5;

    /// <summary>Two or three numbers, such as 6.6.30 of <c>6.6.30-flatcar</c>.</summary>
    /// <returns>Null when the text does not begin with two.</returns>
    public static Version? Of(string? text)
    {
        var end = 0;
        while (end < text?.Length && text[end] is (>= '0' and <= '9') or '.')
            end++;
        var numbers = text?.Substring(0, end).Split('.') ?? [];
        if (numbers.Length < 2 || !TryNumber(numbers[0], out var major) || !TryNumber(numbers[1], out var minor))
            return null;
        return numbers.Length > 2 && TryNumber(numbers[2], out var build) ? new Version(major, minor, build) : new Version(major, minor);
    }

    /// <summary>The two numbers of the first OpenSSH that a text names, as <c>ssh -V</c> and sshd's greeting do.</summary>
    /// <returns>Null when it names none.</returns>
    public static Version? OfOpenSsh(string? text) =>
        text?.Split(["OpenSSH_for_Windows_", "OpenSSH_"], StringSplitOptions.None).Skip(1).Select(Of).OfType<Version>().Select(version => new Version(version.Major, version.Minor)).FirstOrDefault();

    private static bool TryNumber(string digits, out int number)
    {
        number = 0;
        return digits.Length <= MostDigits && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
