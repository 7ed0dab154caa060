using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ContainerOS.Sshd.Configuration;

/// <summary>The values of a line, in one form: what means the same is the same text.</summary>
internal static class SshdValue
{
    /// <summary>The values of a line; null when sshd refuses them.</summary>
    public static IReadOnlyList<string>? Of(SshdKeyword keyword, SshdLine line)
    {
        var words = line.Words.Select(word => word.Text).ToList();
        return keyword.Kind switch
        {
            SshdValueKind.Rest => [Command(line.Rest)],
            SshdValueKind.List => words,
            SshdValueKind.Words or SshdValueKind.Loose => [Normal(keyword, string.Join(" ", words))!],
            SshdValueKind.Ignored => [string.Join(" ", words)],
            _ => words.Count == 1 && Normal(keyword, words[0]) is { } value ? [value] : null,
        };
    }

    /// <summary>A value in its one form; null when sshd refuses it.</summary>
    public static string? Normal(SshdKeyword keyword, string value) => keyword.Kind switch
    {
        SshdValueKind.Choice => Choice(keyword.Choices, value),
        SshdValueKind.Number or SshdValueKind.Time when Choice(keyword.Choices, value) is { } word => word,
        SshdValueKind.Number => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null,
        SshdValueKind.Time => Seconds(value)?.ToString(CultureInfo.InvariantCulture),
        SshdValueKind.Upper => value.ToUpperInvariant() is var upper && upper == "DEBUG1" ? "DEBUG" : value.ToUpperInvariant(),
        _ when keyword.Name == "MaxStartups" && value.IndexOf(':') < 0 => value + ":30:" + value,
        _ => value,
    };

    /// <summary>What a user wants, or sshd prints, in one form: several blanks count as one.</summary>
    /// <returns>The values; null when sshd would refuse them.</returns>
    public static IReadOnlyList<string>? Parse(SshdKeyword keyword, string text)
    {
        var line = SshdLine.Of(keyword.Name + " " + text)[0];
        return line.Problem is null ? Of(keyword, line) : null;
    }

    public static string Join(IEnumerable<string> values) => string.Join(", ", values);

    /// <summary>Whether values mean the same.</summary>
    public static bool Same(IReadOnlyList<string>? one, IReadOnlyList<string>? other) =>
        one is null || other is null ? one is null && other is null : one.SequenceEqual(other, StringComparer.Ordinal);

    private static string Command(string rest) => rest.Trim(' ', '\t') is var command && string.Equals(command, "none", StringComparison.OrdinalIgnoreCase) ? "none" : command;

    private static string? Choice(string[] choices, string value)
    {
        foreach (var choice in choices.Select(choice => choice.Split('=')))
        {
            if (string.Equals(choice[0], value, StringComparison.OrdinalIgnoreCase))
                return choice[choice.Length - 1];
        }

        return null;
    }

    // A number with a unit, any number of times: 1h30m. Without a unit it is seconds.
    private static long? Seconds(string text)
    {
        var total = 0L;
        var at = 0;
        while (at < text.Length)
        {
            var digits = at;
            while (digits < text.Length && text[digits] is >= '0' and <= '9')
                digits++;
            if (digits == at || digits - at > 9)
                return null;
            var factor = digits == text.Length ? 1 : char.ToLowerInvariant(text[digits]) switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, 'w' => 604800, _ => 0 };
            if (factor == 0)
                return null;
            total += long.Parse(text.Substring(at, digits - at), CultureInfo.InvariantCulture) * factor;
            at = digits + 1;
        }

        return text.Length == 0 || total > int.MaxValue ? null : total;
    }
}
