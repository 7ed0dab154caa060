using System.Threading.Tasks;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.HostKeys;

/// <summary>Which lines cover a host: our answer, and beside it the one of the real ssh-keygen.</summary>
public sealed class KnownHostNamesTests
{
    [Theory]
    [InlineData("web1", "web1", 22, true)]
    [InlineData("web1", "web2", 22, false)]
    [InlineData("Web1.Example", "web1.example", 22, true)]
    [InlineData("web1.example", "WEB1.example", 22, true)]
    [InlineData("web1,10.0.0.7", "10.0.0.7", 22, true)]
    [InlineData("web1,10.0.0.7", "web1,10.0.0.7", 22, false)]
    [InlineData("web1", "web1", 2222, false)]
    [InlineData("[web1]:2222", "web1", 2222, true)]
    [InlineData("[WEB1]:2222,web1", "web1", 2222, true)]
    [InlineData("[web1]:2222", "web1", 22, false)]
    [InlineData("[web1]:22", "web1", 22, false)]
    [InlineData("::1", "::1", 22, true)]
    [InlineData("[::1]:2222", "::1", 2222, true)]
    [InlineData("[::1]", "::1", 22, false)]
    [InlineData("*", "web1", 22, true)]
    [InlineData("*", "web1", 2222, true)]
    [InlineData("*.example", "web1.example", 22, true)]
    [InlineData("*.example", "example", 22, false)]
    [InlineData("web?", "web1", 22, true)]
    [InlineData("web?", "web12", 22, false)]
    [InlineData("w*b*1", "webbb1", 22, true)]
    [InlineData("w*b*1", "webbb2", 22, false)]
    [InlineData("*1*1", "1", 22, false)]
    [InlineData("**", "web1", 22, true)]
    [InlineData("[web*]:22*", "web1", 2222, true)]
    [InlineData("*.example,!web2.example", "web1.example", 22, true)]
    [InlineData("*.example,!web2.example", "web2.example", 22, false)]
    [InlineData("!web2.example,*.example", "web2.example", 22, false)]
    [InlineData("!WEB2.example,*.example", "web2.example", 22, false)]
    [InlineData("!web2.example", "web1.example", 22, false)]
    [InlineData("|1|bad", "web1", 22, false)]
    [InlineData("|1|AAAA|AAAA", "web1", 22, false)]
    [InlineData("|2|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg=", "192.168.1.61", 22, false)]
    [InlineData("|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg=", "192.168.1.61", 22, true)]
    [InlineData("|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg=", "192.168.1.62", 22, false)]
    public async Task A_host_is_covered_or_not(string names, string host, int port, bool covered)
    {
        var name = KnownHostNames.Of(host, port);
        Assert.Equal(covered, KnownHostNames.Match(names, name));

        using var folder = new TempFolder();
        var (code, _) = await Program.RunAsync("ssh-keygen", "-F", name, "-f", folder.Write("known_hosts", names + " " + TestKey.Ed25519(1).Line + "\n"));
        Assert.Equal(covered, code == 0);
    }

    [Theory]
    [InlineData("web1", 22)]
    [InlineData("Web1.Example", 2222)]
    [InlineData("fe80::1%eth0", 22)]
    public async Task Names_that_we_hash_are_found_by_ssh_keygen_and_by_us(string host, int port)
    {
        var name = KnownHostNames.Of(host, port);
        var hash = HostNameHash.Create(name);
        Assert.NotEqual(hash, HostNameHash.Create(name));
        Assert.True(KnownHostNames.Match(hash, name));
        using var folder = new TempFolder();
        await Program.OutputAsync("ssh-keygen", "-F", name, "-f", folder.Write("known_hosts", hash + " " + TestKey.Ed25519(1).Line + "\n"));
    }
}
