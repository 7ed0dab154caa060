using System;
using System.Diagnostics;
using System.Threading.Tasks;
using ContainerOS.Connections;
using Xunit;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>Waits for conditions, never longer than needed.</summary>
internal static class Eventually
{
    public static async Task<T> GetAsync<T>(Func<T?> get, string what, double seconds = 10)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (get() is { } value)
                return value;
            Assert.True(clock.Elapsed.TotalSeconds < seconds, $"not within {seconds} s: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until a host that may be down says yes.</summary>
    public static async Task TrueAsync(Func<Task<bool>> ask, string what, double seconds = 30)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (await ask())
                    return;
            }
            catch (HostConnectionException) when (clock.Elapsed.TotalSeconds < seconds)
            {
                // not yet
            }

            Assert.True(clock.Elapsed.TotalSeconds < seconds, $"not within {seconds} s: {what}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until nothing is left of what the function counts, and names what is left when the time is over.</summary>
    public static async Task NoneAsync(Func<string[]> left, double seconds)
    {
        var clock = Stopwatch.StartNew();
        while (left() is { Length: > 0 } rest)
        {
            Assert.True(clock.Elapsed.TotalSeconds < seconds, $"still there after {seconds} s:\n{string.Join('\n', rest)}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
