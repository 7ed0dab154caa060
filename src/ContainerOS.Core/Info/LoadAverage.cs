using System;

namespace ContainerOS;

/// <summary>How many processes ran or waited, on average.</summary>
public sealed class LoadAverage
{
    internal LoadAverage(double oneMinute, double fiveMinutes, double fifteenMinutes)
    {
        OneMinute = oneMinute;
        FiveMinutes = fiveMinutes;
        FifteenMinutes = fifteenMinutes;
    }

    /// <summary>Over the last minute.</summary>
    public double OneMinute { get; }

    /// <summary>Over the last five minutes.</summary>
    public double FiveMinutes { get; }

    /// <summary>Over the last fifteen minutes.</summary>
    public double FifteenMinutes { get; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{OneMinute:0.00} {FiveMinutes:0.00} {FifteenMinutes:0.00}");
}
