using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Waits for what must come.</summary>
internal static class Eventually
{
    /// <summary>Waits, for a minute at most, until something is so.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="what">What to say when it does not come.</param>
    public static async Task TrueAsync(Func<bool> condition, Func<string> what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed.TotalSeconds < 60, "not within 60 s: " + what());
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
