using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections;
using Xunit;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>What calls take from and leave in our own process.</summary>
internal static class OwnProcess
{
    public static async Task CallsAsync(IHostConnection connection, int count) =>
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
            Assert.Equal(i % 256, (await connection.RunAsync("exit $1", (i % 256).ToString())).ExitCode));

    public static int Handles() => Directory.EnumerateFiles("/proc/self/fd").Count();

    public static string[] Threads() => Directory.EnumerateDirectories("/proc/self/task").Select(NameOf).Where(name => name.StartsWith("ContainerOS ssh", StringComparison.Ordinal)).ToArray();

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
