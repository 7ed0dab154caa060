using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.HostKeys;

/// <summary>What hosts show, where ssh_config says they are, and why some show nothing.</summary>
public sealed class HostKeyInquiryTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_host_shows_its_key_and_known_hosts_is_compared()
    {
        await using var server = await ExtraSshd.StartAsync();
        var file = folder.Write("known_hosts", server.KnownHostsLine);
        var report = await AskAsync(server.Target("nobody"), file);
        var key = Assert.Single(report.Keys);
        Assert.Equal((server.PublicKey, HostKeyState.Known, file, 1), ($"{key.KeyType} {Convert.ToBase64String(key.Key)}", key.State, key.File, key.Line));
        Assert.Equal(("debian", Lab.Host("debian").Address, server.Port, "nobody"), (key.ComputerName, key.Address, key.Port, key.UserName));

        var other = TestKey.Ed25519(1);
        File.WriteAllText(file, $"[{key.Address}]:{key.Port} {other.Line}\n");
        var changed = Assert.Single((await AskAsync(server.Target("nobody"), file)).Keys);
        Assert.Equal((HostKeyState.Changed, "ssh-ed25519", HostKeyBlob.Fingerprint(other.Blob)), (changed.State, changed.KnownKeyType, changed.KnownFingerprint));
    }

    [Fact]
    public async Task All_types_of_keys_are_shown()
    {
        await using var server = await ExtraSshd.StartWithKeyAsync("rsa", "HostKey=/etc/ssh/ssh_host_ed25519_key");
        var report = await AskAsync(server.Target("nobody"), folder.At("missing"));
        Assert.Equal(["ssh-ed25519", "ssh-rsa"], report.Keys.Select(key => key.KeyType).Order());
    }

    [Fact]
    public async Task Ssh_config_says_where_a_host_is_and_what_it_is_called()
    {
        await using var server = await ExtraSshd.StartAsync();
        var file = folder.At("elsewhere");
        var config = folder.Write("config", $"""
            Host alias
              HostName {Lab.Host("debian").Address}
              Port {server.Port}
              UserKnownHostsFile {file}
            Host named
              HostName {Lab.Host("debian").Address}
              Port {server.Port}
              HostKeyAlias its-own-name
              UserKnownHostsFile {file}
            Host behind
              ProxyJump bastion.invalid
            """);
        foreach (var name in new[] { "alias", "named" })
        {
            var report = await AskAsync(HostTarget.Parse(name), null, config);
            HostKeyStore.Add(report, report.Keys[0], TestContext.Current.CancellationToken);
            Assert.Equal(HostKeyState.Known, (await AskAsync(HostTarget.Parse(name), null, config)).Keys[0].State);
            var (_, said) = await Program.RunAsync("ssh", "-F", config, "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "PreferredAuthentications=none", "nobody@" + name);
            Assert.Contains("Permission denied", said);
        }

        Assert.Equal(server.KnownHostsLine + $"its-own-name {server.PublicKey}\n", File.ReadAllText(file));
        var error = await FailsAsync(ConnectionFailure.HostUnreachable, HostTarget.Parse("behind"), config);
        Assert.Contains("bastion.invalid", error.Message);
    }

    [Theory]
    [InlineData("127.0.0.1:1", ConnectionFailure.ConnectionRefused)]
    [InlineData("[::1]:1", ConnectionFailure.ConnectionRefused)]
    [InlineData("nosuch.invalid", ConnectionFailure.HostUnreachable)]
    public async Task A_host_that_is_not_there_is_an_error(string target, ConnectionFailure failure) => await FailsAsync(failure, HostTarget.Parse(target));

    [Fact]
    public async Task A_broken_ssh_config_is_an_error_that_shows_it()
    {
        var error = await FailsAsync(ConnectionFailure.TransportUnavailable, HostTarget.Parse("127.0.0.1:1"), folder.Write("config", "Nonsense yes\n"));
        Assert.Contains("nonsense", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_key_that_is_not_known_comes_with_the_command_that_adds_it()
    {
        var error = await Assert.ThrowsAsync<HostConnectionException>(() => HostKeyInquiry.RunAsync(
            HostTarget.Parse("web1:2222"), new HostKeyRequest { KnownHostsFile = folder.At("it's missing") }, TestContext.Current.CancellationToken));
        Assert.Equal(ConnectionFailure.HostKeyUnknown, error.Failure);
        Assert.EndsWith($"Add-ContainerOsHostKey web1 -Port 2222 -KnownHostsFile '{folder.At("it''s missing")}'", error.Remedy);
    }

    private static async Task<HostConnectionException> FailsAsync(ConnectionFailure failure, HostTarget target, string? config = null)
    {
        var error = await Assert.ThrowsAsync<HostConnectionException>(() => AskAsync(target, "/dev/null", config));
        Assert.Equal(failure, error.Failure);
        Assert.NotEmpty(error.Remedy);
        return error;
    }

    private static Task<HostKeyReport> AskAsync(HostTarget target, string? knownHosts, string? config = null) => HostKeyInquiry.RunAsync(target, new HostKeyRequest
    {
        Offered = true,
        KnownHostsFile = knownHosts,
        SshConfigFile = config ?? ClientConfig.Quick,
        ConnectTimeout = TimeSpan.FromSeconds(10),
    }, TestContext.Current.CancellationToken);
}
