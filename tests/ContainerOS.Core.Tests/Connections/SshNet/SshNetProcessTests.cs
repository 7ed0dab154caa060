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
        await OwnProcess.CallsAsync(connection, 10);
        var before = OwnProcess.Handles();
        await OwnProcess.CallsAsync(connection, 100);
        await Eventually.NoneAsync(OwnProcess.Threads, 5);
        await Eventually.NoneAsync(() => OwnProcess.Handles() > before + 5 ? [$"{OwnProcess.Handles()} handles, {before} before"] : [], 5);
    }
}
