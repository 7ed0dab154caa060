using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.OpenSsh;

/// <summary>The user's ssh_config has its say in who and how, and does not break us.</summary>
public sealed class SshConfigTests : IDisposable
{
    private readonly LabHost host = Lab.Host("debian");
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_alias_brings_name_port_user_and_key()
    {
        await using var server = await ExtraSshd.StartAsync();
        var config = Config($"""
            Host some-alias
              HostName {host.Address}
              Port {server.Port}
              User zshuser
              IdentityFile {Lab.KeyFile}
              UserKnownHostsFile {folder.Write("known_hosts", server.KnownHostsLine)}
            """);
        var result = await Connect("some-alias", config).RunAsync("section who id -un");
        Assert.Equal("zshuser\n", result.Sections["who"].OutputText);
        Assert.Equal(("zshuser", host.Address, (int?)server.Port), (result.Connection.UserName, result.Connection.IPAddress, result.Connection.Port));
    }

    [Fact]
    public async Task What_the_target_says_wins_over_what_the_call_says_and_that_over_the_config()
    {
        await using var server = await ExtraSshd.StartAsync();
        var config = Config($"Host some-alias\nHostName {host.Address}\nPort 9\nUser nobody-here\nIdentityFile {Lab.KeyFile}\n");
        var knownHosts = folder.Write("known_hosts", server.KnownHostsLine);
        var settings = new ConnectionSettings { SshConfigFile = config, KnownHostsFile = knownHosts, UserName = "bashuser", Port = server.Port };
        using var byCall = new OpenSshConnection(new HostTarget("a", "some-alias"), settings);
        Assert.Equal("bashuser", (await byCall.RunAsync(":")).Connection.UserName);
        using var byTarget = new OpenSshConnection(new HostTarget("a", "some-alias", null, "dashuser"), settings);
        Assert.Equal("dashuser", (await byTarget.RunAsync(":")).Connection.UserName);
    }

    [Theory]
    [InlineData("RequestTTY force")]
    [InlineData("RemoteCommand echo instead of yours")]
    [InlineData("PermitLocalCommand yes\nLocalCommand touch {folder}/local; sleep 5")]
    [InlineData("LogLevel QUIET")]
    [InlineData("LogLevel DEBUG3")]
    [InlineData("SessionType none")]
    [InlineData("ForkAfterAuthentication yes")]
    [InlineData("StdinNull yes")]
    [InlineData("EscapeChar b")]
    [InlineData("SendEnv *\nSetEnv LC_ALL=de_DE.UTF-8 FOO=bar")]
    [InlineData("VisualHostKey yes")]
    [InlineData("BatchMode no\nConnectTimeout 0\nNumberOfPasswordPrompts 9")]
    [InlineData("ForwardAgent yes\nForwardX11 yes\nForwardX11Trusted yes\nTunnel yes")]
    [InlineData("ControlMaster auto\nControlPersist 60\nControlPath {folder}/master-%C")]
    [InlineData("ControlMaster yes\nControlPath {folder}/no/such/folder")]
    [InlineData("Compression yes\nTCPKeepAlive no\nIPQoS none")]
    [InlineData("UpdateHostKeys yes\nHashKnownHosts yes\nCheckHostIP yes")]
    [InlineData("AddKeysToAgent yes\nIdentityAgent none")]
    [InlineData("GatewayPorts yes\nExitOnForwardFailure yes\nDynamicForward 127.0.0.1:{busy}\nLocalForward 127.0.0.1:{busy} 127.0.0.1:22\nRemoteForward 127.0.0.1:22 127.0.0.1:22")]
    [InlineData("Match exec true\nRequestTTY yes")]
    public async Task Options_that_would_break_a_script_do_not(string options)
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        var lines = options.Replace("{folder}", folder.At("").TrimEnd('/')).Replace("{busy}", ((IPEndPoint)busy.LocalEndpoint).Port.ToString());
        using var connection = Connect(host.Address, Config(Login() + lines + "\n"));
        var result = await connection.RunAsync("section tty sh -c 'test -t 0 || test -t 1 || echo none'; section bytes printf 'a\\r\\n~.b\\377'; exit 3");
        Assert.Equal(3, result.ExitCode);
        Assert.Equal("none\n", result.Sections["tty"].OutputText);
        Assert.Equal([.. "a\r\n~.b"u8, 255], result.Sections["bytes"].Output);
        Assert.Equal(["config"], Directory.GetFileSystemEntries(folder.At("")).Select(Path.GetFileName)); // no socket, no traces of a local command
    }

    [Fact]
    public async Task A_master_that_already_runs_is_not_used()
    {
        var config = Config(Login() + $"ControlMaster auto\nControlPath {folder.At("master")}\n");
        await Program.OutputAsync("ssh", "-F", config, "-M", "-N", "-f", "-o", "LogLevel=QUIET", "-o", "ControlPersist=60", host.Address);
        try
        {
            Assert.True(File.Exists(folder.At("master")));
            var result = await Connect(host.Address, config).RunAsync("exit 4");
            Assert.Equal(4, result.ExitCode);
            Assert.NotNull(result.Connection.ServerVersion); // it shook hands itself
            await Program.OutputAsync("ssh", "-F", config, "-O", "check", host.Address);
        }
        finally
        {
            await Program.RunAsync("ssh", "-F", config, "-O", "exit", host.Address);
        }
    }

    [Theory]
    [InlineData("StrictHostKeyChecking no\n")]
    [InlineData("StrictHostKeyChecking accept-new\n")]
    [InlineData("StrictHostKeyChecking ask\n")]
    public async Task Strict_is_strict_whatever_the_config_says(string option)
    {
        var knownHosts = folder.Write("known_hosts", "");
        var config = Config($"{option}UserKnownHostsFile {knownHosts}\nIdentityFile {Lab.KeyFile}\nUser bashuser\n");
        await Connect(host.Address, config).FailsAsync(ConnectionFailure.HostKeyUnknown);
        Assert.Empty(File.ReadAllText(knownHosts));
    }

    [Fact]
    public async Task A_key_that_a_file_of_the_config_revokes()
    {
        var key = string.Join(' ', File.ReadLines(Lab.KnownHosts).Single(line => line.StartsWith(host.Address + " ", StringComparison.Ordinal)).Split(' ').Skip(1));
        var config = Config(Login() + $"RevokedHostKeys {folder.Write("revoked", key + "\n")}\n");
        var error = await Connect(host.Address, config).FailsAsync(ConnectionFailure.HostKeyMismatch);
        Assert.Contains("revoked", error.Message);
        Assert.DoesNotContain("AcceptNew", error.Remedy);
    }

    [Theory]
    [InlineData("Foo bar", "foo")]
    [InlineData("Port", "port")]
    [InlineData("Port abc", "abc")]
    [InlineData("Port 22 33", "port")]
    [InlineData("Ciphers nope", "nope")]
    [InlineData("BatchMode perhaps", "perhaps")]
    [InlineData("IdentityFile \"/tmp/x", "quotes")]
    [InlineData("Match foo", "Match")]
    [InlineData("ProxyJump a,,b", "ProxyJump")]
    public async Task A_broken_line_is_named(string line, string named)
    {
        var error = await Connect(host.Address, Config("User bashuser\n" + line + "\n")).FailsAsync(ConnectionFailure.TransportUnavailable);
        Assert.Contains("line 2", error.Message);
        Assert.Contains(named, error.Message);
        Assert.Contains(folder.At("config"), error.Message);
    }

    [Fact]
    public async Task A_config_that_does_not_exist() =>
        Assert.Contains(folder.At("none"), (await Connect(host.Address, folder.At("none")).FailsAsync(ConnectionFailure.TransportUnavailable)).Message);

    [Fact]
    public async Task A_proxy_command_is_used()
    {
        // like nc, which is not everywhere
        var proxy = folder.Script("proxy", "exec bash -c 'exec 3<>/dev/tcp/$0/$1; cat <&3 & cat >&3; kill $!' \"$1\" \"$2\"");
        var marker = Marker.New();
        using var connection = Connect(host.Address, Config(Login() + $"ProxyCommand {proxy} %h %p\n"));
        var result = await connection.RunAsync("exit 8 # $1", marker);
        Assert.Equal(8, result.ExitCode);
        Assert.Null(result.Connection.IPAddress);
        Assert.Equal("ssh-ed25519", result.Connection.HostKeyAlgorithm);
    }

    [Fact]
    public async Task A_proxy_command_that_fails_is_heard()
    {
        var proxy = folder.Script("proxy", "echo the proxy is closed on sundays >&2; exit 3");
        var error = await Connect(host.Address, Config(Login() + $"ProxyCommand {proxy} %h %p\n")).FailsAsync(ConnectionFailure.HostUnreachable);
        Assert.Contains("the proxy is closed on sundays", error.Message);
        Assert.Contains("ProxyCommand", error.Remedy);
    }

    [Fact]
    public async Task A_proxy_command_that_is_not_there()
    {
        var error = await Connect(host.Address, Config(Login() + "ProxyCommand /nonexistent/proxy %h\n")).FailsAsync(ConnectionFailure.HostUnreachable);
        Assert.Contains("ProxyCommand", error.Remedy);
    }

    [Fact]
    public async Task A_jump_host_is_used()
    {
        var inner = Lab.Host("photon5");
        var config = Config($"Host inner\nHostName {inner.Address}\nUser {inner.User}\nProxyJump jump\nHost jump\nHostName {host.Address}\nUser tcshuser\nHost *\n{Login()}");
        var result = await Connect("inner", config).RunAsync("section name cat /proc/sys/kernel/hostname; section from sh -c 'echo \"$SSH_CONNECTION\"'");
        Assert.Equal(inner.Name + "\n", result.Sections["name"].OutputText);
        Assert.Null(result.Connection.IPAddress);
    }

    [Fact]
    public async Task A_jump_host_that_refuses_the_login_is_heard()
    {
        var config = Config($"Host inner\nHostName 127.0.0.1\nProxyJump jump\nHost jump\nHostName {host.Address}\nUser pwonly\nHost *\nBatchMode yes\n{Login()}");
        var error = await Connect("inner", config).FailsAsync(ConnectionFailure.HostUnreachable);
        Assert.Contains("Permission denied", error.Message);
        Assert.Contains("ProxyJump", error.Remedy);
    }

    [Fact]
    public async Task A_jump_host_of_the_config_is_checked_as_strictly_as_the_target()
    {
        // The user's config would let the jump's ssh accept any key, and ask.
        var config = Config($"Host inner\nHostName 127.0.0.1\nProxyJump jump\nHost jump\nHostName {host.Address}\nUser tcshuser\nHost *\nStrictHostKeyChecking no\nBatchMode no\nIdentityFile {Lab.KeyFile}\nUserKnownHostsFile {folder.At("none")}\n");
        var error = await Connect("inner", config).FailsAsync(ConnectionFailure.HostUnreachable);
        Assert.Contains("host key is known for " + host.Address, error.Message);
    }

    private static string Login() => $"IdentityFile {Lab.KeyFile}\nIdentitiesOnly yes\nUserKnownHostsFile {Lab.KnownHosts}\nUser bashuser\n";

    private string Config(string lines) => folder.Write("config", lines + (lines.EndsWith('\n') ? "" : "\n") + "Host *\n" + ClientConfig.QuickLines);

    private static OpenSshConnection Connect(string name, string config) => new(new HostTarget("target", name), new ConnectionSettings { SshConfigFile = config });
}
