using System;
using System.Globalization;
using System.Management.Automation;

namespace ContainerOS.Binding;

/// <summary>Takes a TimeSpan or a number of seconds. PowerShell alone would read 10 as ten ticks.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20); // what timers can wait for

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        var duration = value as TimeSpan? ?? FromSeconds(value) ?? FromText(value as string);
        if (duration is null)
            throw new ArgumentTransformationMetadataException($"'{value}' is not a duration. Give seconds (10, 0.5) or a TimeSpan ('00:01:30').");
        return duration > TimeSpan.Zero && duration <= Longest
            ? duration
            : throw new ArgumentTransformationMetadataException($"The duration {value} is out of range: it must be more than zero and at most {Longest.TotalDays} days.");
    }

    private static TimeSpan? FromSeconds(object? value)
    {
        double seconds;
        switch (value)
        {
            case int or long or short or byte or uint or ulong or ushort or sbyte or double or float or decimal:
                seconds = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                break;
            case string text when double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                seconds = number;
                break;
            default:
                return null;
        }

        return Math.Abs(seconds) <= 1e9 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
    }

    private static TimeSpan? FromText(string? text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) ? duration : null;
}
