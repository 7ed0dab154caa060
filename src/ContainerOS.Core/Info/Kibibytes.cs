using System.Globalization;

namespace ContainerOS.Info;

/// <summary>Sizes as the kernel and <c>df -k</c> give them.</summary>
internal static class Kibibytes
{
    private const int MostDigits = 15;

    /// <summary>Bytes; null when the text is not digits alone, or too many of them.</summary>
    public static long? Read(string digits) =>
        digits.Length <= MostDigits && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count * 1024 : null;
}
