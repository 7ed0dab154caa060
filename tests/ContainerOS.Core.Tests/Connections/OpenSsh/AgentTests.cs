using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.OpenSsh;

/// <summary>Keys that only an agent holds.</summary>
public sealed class AgentTests : IDisposable
{
    private readonly TempFolder folder = new();
    private Process? agent;

    private string Socket => folder.At("agent");

    public void Dispose()
    {
        agent?.Kill();
        agent?.WaitForExit();
        agent?.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_key_of_the_agent_logs_in()
    {
        await StartAsync(Lab.KeyFile);
        using var connection = Connect();
        Assert.Equal(0, (await connection.RunAsync("exit 0")).ExitCode);
    }

    [Fact]
    public async Task An_agent_without_the_key_is_an_error_that_names_the_methods()
    {
        await StartAsync(null);
        using var connection = Connect();
        Assert.Contains("publickey", (await connection.FailsAsync(ConnectionFailure.AuthenticationFailed)).Message);
    }

    private OpenSshConnection Connect() => new(LabLogin.Debian("bashuser"), new ConnectionSettings
    {
        KnownHostsFile = Lab.KnownHosts,
        SshConfigFile = folder.Write("config", ClientConfig.QuickLines + $"IdentityAgent {Socket}\nIdentityFile {folder.At("none")}\n"),
    });

    private async Task StartAsync(string? key)
    {
        agent = Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", Socket]) { RedirectStandardOutput = true });
        await Eventually.GetAsync(() => File.Exists(Socket) ? Socket : null, "the agent's socket");
        if (key is null)
            return;
        var add = new ProcessStartInfo("ssh-add", [key]) { RedirectStandardError = true };
        add.Environment["SSH_AUTH_SOCK"] = Socket;
        using var adding = Process.Start(add)!;
        await adding.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, adding.ExitCode);
    }
}
