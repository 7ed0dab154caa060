using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections.SshNet;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.SshNet;

/// <summary>What calls leave in our own process.</summary>
[Collection("alone")]
public sealed class SshNetProcessTests
{
    [Fact]
    public async Task A_hundred_calls_leave_no_threads_and_no_handles()
    {
        using var connection = new SshNetConnection(LabLogin.Debian("dashuser"), LabLogin.Settings());
        await CallsAsync(connection, 10);
        var before = Handles();
        await CallsAsync(connection, 100);
        await Eventually.NoneAsync(Threads, 5);
        await Eventually.NoneAsync(() => Handles() > before + 5 ? [$"{Handles()} handles, {before} before"] : [], 5);
    }

    private static async Task CallsAsync(SshNetConnection connection, int count) =>
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
            Assert.Equal(i % 256, (await connection.RunAsync("exit $1", (i % 256).ToString())).ExitCode));

    private static int Handles() => Directory.EnumerateFiles("/proc/self/fd").Count();

    private static string[] Threads() => Directory.EnumerateDirectories("/proc/self/task").Select(NameOf).Where(name => name.StartsWith("ContainerOS ssh", StringComparison.Ordinal)).ToArray();

    private static string NameOf(string task)
    {
        try
        {
            return File.ReadAllText(task + "/comm");
        }
        catch (IOException)
        {
            return ""; // it ended while we looked
        }
    }
}
