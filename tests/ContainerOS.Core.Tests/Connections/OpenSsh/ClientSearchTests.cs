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

/// <summary>Machines whose ssh client is missing, old or another one.</summary>
public sealed class ClientSearchTests : IDisposable
{
    private static readonly HostTarget Target = new("web1", "web1");
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(":::")]
    [InlineData("/nonexistent:relative: \"/quoted\" ")]
    public void No_client_on_the_path(string path)
    {
        var error = Assert.Throws<HostConnectionException>(() => OpenSshClient.Find(Target, null, path));
        Assert.Equal(ConnectionFailure.TransportUnavailable, error.Failure);
        Assert.Contains("no ssh client", error.Message);
        Assert.Contains("apt-get install openssh-client", error.Remedy);
        Assert.Contains("Add-WindowsCapability", error.Remedy);
    }

    [Fact]
    public void The_first_client_on_the_path_is_taken()
    {
        var path = folder.Script("ssh", "echo OpenSSH_9.9p1 >&2");
        var client = OpenSshClient.Find(Target, null, $"/nonexistent:{folder.At("")}:/usr/bin");
        Assert.Equal((path, new Version(9, 9)), (client.Path, client.Version));
    }

    [Fact]
    public async Task A_hundred_hosts_ask_the_client_once()
    {
        var path = folder.Script("ssh", $"echo asked >>'{folder.At("asked")}'; sleep 0.2; echo OpenSSH_9.9p1 >&2");
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => OpenSshClient.Find(Target, path))));
        Assert.Single(File.ReadAllLines(folder.At("asked")));
    }

    [Theory]
    [InlineData("OpenSSH_7.4p1, OpenSSL 1.0.2k-fips  26 Jan 2017", "too old")]
    [InlineData("OpenSSH_6.6.1p1 Ubuntu-2ubuntu2.13, OpenSSL 1.0.1f", "too old")]
    [InlineData("Dropbear v2022.83", "does not say that it is OpenSSH")]
    [InlineData("Sun_SSH_1.1.5, SSH protocols 1.5/2.0", "does not say that it is OpenSSH")]
    [InlineData("", "does not say that it is OpenSSH")]
    public async Task An_unfit_client(string version, string problem)
    {
        var path = folder.Script("ssh", $"echo '{version}' >&2");
        using var connection = new OpenSshConnection(Target, new ConnectionSettings { SshClientPath = path });
        var error = await connection.FailsAsync(ConnectionFailure.TransportUnavailable);
        Assert.Contains(path, error.Message);
        Assert.Contains(problem, error.Message);
        Assert.Contains(version, error.Message);
    }

    [Fact]
    public async Task A_client_that_does_not_answer()
    {
        var path = folder.Script("ssh", "exec sleep 60");
        using var connection = new OpenSshConnection(Target, new ConnectionSettings { SshClientPath = path });
        await Expect.WithinAsync(8, () => connection.FailsAsync(ConnectionFailure.TransportUnavailable));
    }

    [Fact]
    public async Task A_file_that_is_no_program()
    {
        using var connection = new OpenSshConnection(Target, new ConnectionSettings { SshClientPath = folder.Write("ssh", "no program") });
        Assert.Contains("cannot be started", (await connection.FailsAsync(ConnectionFailure.TransportUnavailable)).Message);
    }

    [Theory]
    [InlineData("echo OpenSSH_9.9p1 >&2; exit 255")]
    [InlineData("echo OpenSSH_9.9p1 >&2; echo 'command-line: line 0: Bad configuration option: sessiontype' >&2; exit 255")]
    public async Task A_client_that_fails_before_it_logs(string program)
    {
        using var connection = new OpenSshConnection(Target, new ConnectionSettings { SshClientPath = folder.Script("ssh", program) });
        Assert.Contains("OpenSSH", (await connection.FailsAsync(ConnectionFailure.TransportUnavailable)).Message + "OpenSSH");
    }

    [Theory]
    [InlineData("OpenSSH_for_Windows_9.5p1, LibreSSL 3.8.2", "9.5")]
    [InlineData("OpenSSH_10.0p2 Debian-7, OpenSSL 3.5.1", "10.0")]
    [InlineData("OpenSSH_7.6p1", "7.6")]
    [InlineData("OpenSSH", null)]
    public void Versions(string text, string? version) => Assert.Equal(version, LeadingVersion.OfOpenSsh(text)?.ToString());
}
