using System;
using System.Diagnostics;
using System.Net;
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
        await StartAsync();
        using var connection = Connect();
        Assert.Contains("publickey", (await connection.FailsAsync(ConnectionFailure.AuthenticationFailed)).Message);
    }

    [Fact]
    public async Task An_agent_full_of_keys_and_a_host_that_allows_two_attempts()
    {
        var keys = new string[5];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = await Program.NewKeyAsync(folder, "key" + i);
        await StartAsync([.. keys, Lab.KeyFile]);
        await using var server = await ExtraSshd.StartAsync("MaxAuthTries=2");
        var knownHosts = folder.Write("known_hosts", server.KnownHostsLine);

        using var all = new OpenSshConnection(server.Target("bashuser"), Settings(knownHosts));
        var error = await all.FailsAsync(ConnectionFailure.AuthenticationFailed);
        Assert.Contains("too many keys were offered for 'bashuser'", error.Message);
        Assert.Contains("-KeyFilePath", error.Remedy);

        using var one = new OpenSshConnection(server.Target("bashuser"), Settings(knownHosts, Lab.KeyFile));
        Assert.Equal(0, (await one.RunAsync("exit 0")).ExitCode);
    }

    [Fact]
    public async Task With_a_password_no_key_of_the_agent_is_offered()
    {
        await StartAsync(Lab.KeyFile);
        await using var account = await LabAccount.CreateAsync("right"); // it takes the key as well
        using var connection = new OpenSshConnection(LabLogin.Debian(account.Name), Settings(Lab.KnownHosts, password: "wrong"));
        await connection.FailsAsync(ConnectionFailure.AuthenticationFailed);
    }

    private OpenSshConnection Connect() => new(LabLogin.Debian("bashuser"), Settings(Lab.KnownHosts));

    private ConnectionSettings Settings(string knownHosts, string? key = null, string? password = null) => new()
    {
        KnownHostsFile = knownHosts,
        KeyFilePath = key,
        Password = password is null ? null : new NetworkCredential("", password).SecurePassword,
        SshConfigFile = folder.Write("config", ClientConfig.QuickLines + $"IdentityAgent {Socket}\nIdentityFile {folder.At("none")}\n"),
    };

    private async Task StartAsync(params string[] keys)
    {
        agent = Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", Socket]) { RedirectStandardOutput = true });
        // 2: the agent does not listen yet; 1: it holds no key.
        await Eventually.TrueAsync(async () => (await Program.RunAsync("env", "SSH_AUTH_SOCK=" + Socket, "ssh-add", "-l")).ExitCode == 1, "the agent");
        if (keys.Length > 0)
            await Program.OutputAsync("env", ["SSH_AUTH_SOCK=" + Socket, "ssh-add", .. keys]);
    }
}
