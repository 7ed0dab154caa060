using System;
using System.Threading.Tasks;
using ContainerOS.Connections.SshNet;
using ContainerOS.Tests.Connections.Contract;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.SshNet;

/// <summary>The order in which host keys are asked for.</summary>
public sealed class HostKeyOrderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("ecdsa", true, "ecdsa-sha2-nistp256")]
    [InlineData("rsa", true, "ssh-rsa")]
    [InlineData("ecdsa", false, "ssh-ed25519")]
    [InlineData("rsa", false, "ssh-ed25519")]
    public async Task A_host_with_two_keys_shows_the_one_that_is_known(string type, bool isKnown, string shown)
    {
        await using var server = await ExtraSshd.StartWithKeyAsync(type, "HostKey=/etc/ssh/ssh_host_ed25519_key");
        var address = Lab.Host("debian").Address;
        var file = folder.Write("known_hosts", isKnown ? server.KnownHostsLine : $"[{address}]:{server.Port} {HostKeyLines.KeyOf(address)}\n");
        using var connection = new SshNetConnection(server.Target("bashuser"), LabLogin.Settings(knownHosts: file));
        Assert.Equal(shown, (await connection.RunAsync("exit 0")).Connection.HostKeyAlgorithm);
    }
}
