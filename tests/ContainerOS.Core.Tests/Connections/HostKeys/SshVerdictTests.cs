using System.Threading.Tasks;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.HostKeys;

/// <summary>The same file, the same host: what the real ssh decides, and what we decide.</summary>
public sealed class SshVerdictTests
{
    private static readonly string Other = TestKey.Ed25519(1).Line;
    private static readonly string OtherRsa = TestKey.Rsa(1).Line;

    // {0} the server's address, {1} its port, {2} its key, {3} another key of its type, {4} an RSA key, {5} its name hashed
    [Theory]
    [InlineData("[{0}]:{1} {2}", HostKeyState.Known)]
    [InlineData("[{0}]:{1} {3}\n[{0}]:{1} {2}", HostKeyState.Known)]
    [InlineData("[{0}]:{1} {3}", HostKeyState.Changed)]
    [InlineData("[{0}]:{1} {4}", HostKeyState.Changed)]
    [InlineData("{0} {2}", HostKeyState.Known)]
    [InlineData("{0} {3}", HostKeyState.Unknown)]
    [InlineData("{0} {2}\n[{0}]:{1} {3}", HostKeyState.Changed)]
    [InlineData("@revoked {0} {2}\n", HostKeyState.Revoked)]
    [InlineData("@revoked * {2}\n[{0}]:{1} {2}", HostKeyState.Revoked)]
    [InlineData("@revoked other {2}\n[{0}]:{1} {2}", HostKeyState.Known)]
    [InlineData("@revoked * {3}\n[{0}]:{1} {2}", HostKeyState.Known)]
    [InlineData("@revoked * {3}\n", HostKeyState.Unknown)]
    [InlineData("@cert-authority * {2}", HostKeyState.Unknown)]
    [InlineData("@unknown * {2}", HostKeyState.Unknown)]
    [InlineData("*,!other {2}", HostKeyState.Known)]
    [InlineData("*,![{0}]:{1},!{0} {2}", HostKeyState.Unknown)]
    [InlineData("{5} {2}", HostKeyState.Known)]
    [InlineData("{5} {3}", HostKeyState.Changed)]
    [InlineData("{5},other {2}", HostKeyState.Unknown)]
    [InlineData("[{0}]:{1} {2}\r", HostKeyState.Known)]
    [InlineData("\t [{0}]:{1} \t {2} comment", HostKeyState.Known)]
    [InlineData("[{0}]:{1} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEB", HostKeyState.Unknown)]
    [InlineData("[{0}]:{1}", HostKeyState.Unknown)]
    public async Task We_decide_as_ssh_does(string format, HostKeyState expected)
    {
        await using var server = await ExtraSshd.StartAsync();
        using var folder = new TempFolder();
        var address = Lab.Host("debian").Address;
        var hashed = HostNameHash.Create(KnownHostNames.Of(address, server.Port));
        var path = folder.Write("known_hosts", string.Format(format, address, server.Port, server.PublicKey, Other, OtherRsa, hashed) + "\n");
        var key = TestKey.Parse(server.PublicKey);
        Assert.Equal(expected, KnownHostsFile.Read(path).Check(address, server.Port, key.Type, key.Blob).State);

        var (_, said) = await Program.RunAsync("ssh", "-F", ClientConfig.Quick, "-o", "UserKnownHostsFile=" + path, "-o", "StrictHostKeyChecking=yes", "-o", "BatchMode=yes",
            "-o", "PreferredAuthentications=none", "-o", "HostKeyAlgorithms=" + key.Type, "-p", server.Port.ToString(), "nobody@" + address);
        HostKeyState? decided = said.Contains("REVOKED") ? HostKeyState.Revoked
            : said.Contains("HAS CHANGED") ? HostKeyState.Changed
            : said.Contains("host key is known for") ? HostKeyState.Unknown
            : said.Contains("Permission denied") ? HostKeyState.Known
            : null;
        Assert.True(expected == decided, said);
    }
}
