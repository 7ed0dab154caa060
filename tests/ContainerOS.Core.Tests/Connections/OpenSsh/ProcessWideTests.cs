using System;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Scripts;
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
        await OwnProcess.CallsAsync(connection, 10);
        var before = OwnProcess.Handles();
        await OwnProcess.CallsAsync(connection, 200);
        await Eventually.NoneAsync(OwnProcess.Threads, 5);
        Assert.InRange(OwnProcess.Handles(), 0, before + 5);
    }

    [Fact]
    public async Task Output_beyond_the_limit_is_not_kept()
    {
        using var folder = new TempFolder();
        using var connection = FakeSsh.Connect(folder, FakeSsh.Program.Replace("sh -c", "trap '' TERM; exec yes; sh -c"));
        var before = GC.GetTotalAllocatedBytes();
        await connection.FailsAsync(ConnectionFailure.OutputTooLarge, new RemoteScript("test.sh", ":") { MaxOutputBytes = 100_000 });
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 50 << 20);
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
}
