using System.Globalization;

namespace ContainerOS.Info;

/// <summary>Sizes as the kernel and <c>df -k</c> give them.</summary>
internal static class Kibibytes
{
    /// <summary>Bytes; null when the text is not digits alone, or too many of them.</summary>
    public static long? Read(string digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= long.MaxValue / 1024 ? count * 1024 : null;
}
