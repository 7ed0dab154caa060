using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>The key exchange that was asked for, and no other.</summary>
public abstract class KeyExchangeContract(ConnectionFactory open)
{
    [Fact]
    public async Task What_is_asked_for_is_all_that_is_offered()
    {
        await using var server = await ExtraSshd.StartAsync("KexAlgorithms=ecdh-sha2-nistp384");
        using var folder = new TempFolder();
        var settings = LabLogin.Settings(knownHosts: folder.Write("known_hosts", server.KnownHostsLine));
        var target = server.Target("bashuser");
        foreach (var methods in new[] { "ecdh-sha2-nistp384", "curve25519-sha256,ecdh-sha2-nistp384", "^ecdh-sha2-nistp521" })
        {
            using var connection = open(target, settings.WithKeyExchange(methods));
            Assert.Equal(4, (await connection.RunAsync("exit 4")).ExitCode);
        }

        foreach (var methods in new[] { "curve25519-sha256", "-ecdh-sha2-nistp384" })
        {
            using var connection = open(target, settings.WithKeyExchange(methods));
            await connection.FailsAsync(ConnectionFailure.NegotiationFailed);
        }
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_told()
    {
        using var connection = open(LabLogin.Debian("bashuser"), LabLogin.Settings().WithKeyExchange("quantum-of-solace"));
        var error = await connection.FailsAsync(ConnectionFailure.NegotiationFailed);
        Assert.Contains("quantum-of-solace", error.Message);
        Assert.Contains("-KeyExchange", error.Remedy);
    }
}
