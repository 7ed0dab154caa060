using System;
using System.Diagnostics;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Connections.Support;

internal static class Expect
{
    private static readonly RemoteScript Nothing = new("nothing.sh", ":");

    /// <summary>Runs a script with a deadline for the test.</summary>
    public static async Task<ScriptResult> RunAsync(this IHostConnection connection, string text, params string[] arguments) =>
        await connection.RunAsync(new RemoteScript("test.sh", text, arguments), TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    /// <summary>Runs a script that must not get an answer.</summary>
    public static async Task<HostConnectionException> FailsAsync(
        this IHostConnection connection, ConnectionFailure expected, RemoteScript? script = null, TimeSpan? timeout = null)
    {
        var error = await Assert.ThrowsAsync<HostConnectionException>(
            () => connection.RunAsync(script ?? Nothing, timeout ?? TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.True(expected == error.Failure, $"{expected} expected, got {error.Failure}: {error.Message} / {error.Remedy}");
        Assert.StartsWith(connection.Target.ToString() + ": ", error.Message);
        Assert.NotEmpty(error.Remedy);
        Assert.DoesNotContain(error.Message + error.Remedy, char.IsControl);
        Assert.True(error.Message.Length < 1500, error.Message);
        return error;
    }

    /// <summary>The action's time, which must stay below a limit.</summary>
    public static async Task WithinAsync(double seconds, Func<Task> action)
    {
        var clock = Stopwatch.StartNew();
        await action();
        Assert.True(clock.Elapsed.TotalSeconds < seconds, $"took {clock.Elapsed.TotalSeconds:0.00} s, {seconds} s allowed");
    }
}
