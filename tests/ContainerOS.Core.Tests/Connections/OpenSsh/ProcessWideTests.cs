using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.OpenSsh;

// Looks at or changes what the whole process shares, so nothing else may run meanwhile.
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

/// <summary>What calls take from and leave in our own process.</summary>
[Collection("alone")]
public sealed class ProcessWideTests
{
    [Fact]
    public async Task Two_hundred_calls_leave_no_threads_and_no_handles()
    {
        using var folder = new TempFolder();
        using var connection = FakeSsh.Connect(folder);
        await CallsAsync(connection, 10);
        var before = Handles();
        await CallsAsync(connection, 200);
        await Eventually.NoneAsync(Threads, 5);
        Assert.InRange(Handles(), 0, before + 5);
    }

    [Fact]
    public async Task A_folder_for_temporary_files_that_is_not_there()
    {
        var before = Environment.GetEnvironmentVariable("TMPDIR");
        Environment.SetEnvironmentVariable("TMPDIR", "/nonexistent");
        try
        {
            using var connection = new OpenSshConnection(new HostTarget("any", "nosuch.invalid"), new ConnectionSettings());
            var error = await connection.FailsAsync(ConnectionFailure.TransportUnavailable);
            Assert.Contains("/nonexistent", error.Message);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", before);
        }
    }

    private static async Task CallsAsync(OpenSshConnection connection, int count) =>
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
