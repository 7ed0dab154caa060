using System;
using System.IO;
using System.Threading.Tasks;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.HostKeys;

/// <summary>Removing keys: a host's own lines go, and nothing else does.</summary>
public sealed class KnownHostsRemoveTests : IDisposable
{
    private static readonly string Hash = HostNameHash.Create("web1");
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    // {0} a key, {1} the name hashed
    [Theory]
    [InlineData("web1 {0}\n", "")]
    [InlineData("# a\nweb1 {0}\n\nweb2 {0}", "# a\n\nweb2 {0}")]
    [InlineData("web2 {0}\nweb1 {0}", "web2 {0}\n")]
    [InlineData("WEB1 {0}\r\nweb2 {0}\r\n", "web2 {0}\r\n")]
    [InlineData("{1} {0}\n", "")]
    [InlineData("web1,web2 {0} comment web1\n", "web2 {0} comment web1\n")]
    [InlineData(" web2,web1,10.0.0.7 \t{0}\n", " web2,10.0.0.7 \t{0}\n")]
    [InlineData("web1,!web2 {0}\n", "")]
    [InlineData("[web1]:2222 {0}\nweb1 {0}\n", "[web1]:2222 {0}\n")]
    [InlineData("@revoked web1 {0}\nweb1 {0}\n@cert-authority web1 {0}\n", "@revoked web1 {0}\n@cert-authority web1 {0}\n")]
    [InlineData("web1 {0}\nweb1 ssh-rsa AAAA\nnonsense\n\u00ff\u0001\n", "web1 ssh-rsa AAAA\nnonsense\n\u00ff\u0001\n")]
    [InlineData("web* {0}\n", null)]
    [InlineData("web1,web* {0}\n", null)]
    [InlineData("web2 {0}\n", null)]
    [InlineData("# web1 {0}\n", null)]
    [InlineData("", null)]
    public void Only_the_hosts_own_name_goes(string before, string? after)
    {
        string Text(string format) => string.Format(format, TestKey.Ed25519(1).Line, Hash);
        var path = folder.Write("known_hosts", Text(before));
        Assert.Equal(after is not null, Remove(path, "web1"));
        Assert.Equal(Text(after ?? before), File.ReadAllText(path));
    }

    [Fact]
    public void Other_keys_of_the_host_stay()
    {
        var path = folder.Write("known_hosts", $"web1 {TestKey.Ed25519(1).Line}\nweb1 {TestKey.Rsa(1).Line}\n");
        Assert.True(KnownHostsFile.Remove(path, "web1", 22, entry => entry.Algorithm == "ssh-rsa", TestContext.Current.CancellationToken));
        Assert.Equal($"web1 {TestKey.Ed25519(1).Line}\n", File.ReadAllText(path));
    }

    [Fact]
    public async Task What_is_left_is_what_ssh_keygen_leaves()
    {
        var text = $"# a\n\nweb1 {TestKey.Ed25519(1).Line} c\n{Hash} {TestKey.Rsa(1).Line}\n@revoked web1 {TestKey.Ed25519(2).Line}\nweb2 {TestKey.Ed25519(1).Line}\n";
        var (ours, theirs) = (folder.Write("ours", text), folder.Write("theirs", text));
        Assert.True(Remove(ours, "web1"));
        await Program.OutputAsync("ssh-keygen", "-R", "web1", "-f", theirs);
        Assert.Equal(File.ReadAllText(theirs), File.ReadAllText(ours));
    }

    [Fact]
    public void A_missing_file_stays_missing()
    {
        Assert.False(Remove(folder.At("missing"), "web1"));
        Assert.Empty(Directory.GetFiles(folder.At("")));
    }

    private static bool Remove(string path, string host) => KnownHostsFile.Remove(path, host, 22, _ => true);
}
