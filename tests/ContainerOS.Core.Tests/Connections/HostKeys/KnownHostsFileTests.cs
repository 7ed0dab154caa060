using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Tests.Connections.Support;
using ContainerOS.Tests.Fuzzing;
using Xunit;

namespace ContainerOS.Tests.Connections.HostKeys;

/// <summary>What a file says about a key.</summary>
public sealed class KnownHostsFileTests : IDisposable
{
    private static readonly TestKey One = TestKey.Ed25519(1);
    private static readonly TestKey Two = TestKey.Ed25519(2);
    private static readonly TestKey Rsa = TestKey.Rsa(1);
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_state_comes_with_its_line()
    {
        var path = folder.Write("known_hosts", $"""
            # comment
            web1 {One.Line} who made it
            web1 {Rsa.Line}

            [web1]:2222 {Two.Line}
            @revoked web3 {One.Line}
            web3 {One.Line}
            """);
        AssertVerdict(path, "web1", 22, One, HostKeyState.Known, 2);
        AssertVerdict(path, "web1", 22, Rsa, HostKeyState.Known, 3);
        AssertVerdict(path, "web1", 22, Two, HostKeyState.Changed, 2);
        AssertVerdict(path, "web1", 22, TestKey.Rsa(2), HostKeyState.Changed, 3);
        AssertVerdict(path, "web1", 2222, Two, HostKeyState.Known, 5);
        AssertVerdict(path, "web1", 2222, One, HostKeyState.Changed, 5);
        AssertVerdict(path, "web2", 22, One, HostKeyState.Unknown, null);
        AssertVerdict(path, "web3", 22, One, HostKeyState.Revoked, 6);
        AssertVerdict(path, "web3", 22, Two, HostKeyState.Changed, 7);
    }

    [Fact]
    public void A_key_of_another_type_is_a_changed_key()
    {
        var path = folder.Write("known_hosts", $"web1 {Rsa.Line}\n");
        AssertVerdict(path, "web1", 22, One, HostKeyState.Changed, 1);
    }

    [Fact]
    public void On_another_port_the_name_alone_is_enough_and_says_nothing_about_other_keys()
    {
        var path = folder.Write("known_hosts", $"web1 {One.Line}\n@revoked web1 {Two.Line}\n");
        AssertVerdict(path, "web1", 2222, One, HostKeyState.Known, 1);
        AssertVerdict(path, "web1", 2222, TestKey.Ed25519(3), HostKeyState.Unknown, null);
        AssertVerdict(path, "web1", 2222, Two, HostKeyState.Revoked, 2);
    }

    [Fact]
    public void The_names_of_rsa_signatures_are_one_type_of_key()
    {
        var path = folder.Write("known_hosts", $"web1 {One.Line}\nweb1 {Rsa.Line}\n");
        Assert.Equal(2, KnownHostsFile.Read(path).Check("web1", 22, "rsa-sha2-512", TestKey.Rsa(2).Blob).Entry!.Line);
        Assert.Equal(["ssh-ed25519", "ssh-rsa"], KnownHostsFile.Read(path).KnownAlgorithms("WEB1", 22));
    }

    [Fact]
    public void Known_algorithms_are_those_of_ordinary_lines()
    {
        var path = folder.Write("known_hosts", $"@cert-authority * {One.Line}\nweb1,web2 {Rsa.Line}\n@revoked * {Two.Line}\n[web2]:2222 {Two.Line}\n");
        var file = KnownHostsFile.Read(path);
        Assert.Equal(["ssh-rsa"], file.KnownAlgorithms("web1", 22));
        Assert.Equal(["ssh-rsa"], file.KnownAlgorithms("web1", 2222));
        Assert.Equal(["ssh-ed25519"], file.KnownAlgorithms("web2", 2222));
        Assert.Empty(file.KnownAlgorithms("web3", 22));
        AssertVerdict(path, "web3", 22, One, HostKeyState.Unknown, null);
    }

    [Fact]
    public void Find_gives_all_lines_with_their_markers_and_fingerprints()
    {
        var path = folder.Write("known_hosts", $"@cert-authority *.example {One.Line}\n@revoked * {Two.Line}\nweb1.example,web1 {Rsa.Line} comment\n");
        var entries = KnownHostsFile.Read(path).Find("web1.example", 22);
        Assert.Equal([KnownHostMarker.CertAuthority, KnownHostMarker.Revoked, KnownHostMarker.None], entries.Select(entry => entry.Marker));
        Assert.Equal([1, 2, 3], entries.Select(entry => entry.Line));
        Assert.Equal("web1.example,web1", entries[2].Names);
        Assert.All(entries, entry => Assert.Equal(path, entry.File));
        Assert.Equal("SHA256:", entries[0].Fingerprint[..7]);
    }

    [Fact]
    public async Task Fingerprints_are_those_of_ssh_keygen()
    {
        var key = File.ReadAllText(await Program.NewKeyAsync(folder) + ".pub");
        var path = folder.Write("known_hosts", "web1 " + key);
        var told = await Program.OutputAsync("ssh-keygen", "-l", "-f", path);
        Assert.Equal(told.Split(' ')[1], KnownHostsFile.EntryAt(path, 1)!.Fingerprint);
    }

    [Theory]
    [InlineData("web1")]
    [InlineData("web1 ssh-ed25519")]
    [InlineData("web1 ssh-ed25519 #")]
    [InlineData("web1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEB")]
    [InlineData("web1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQ!BAQEBAQEBAQEBAQEBAQEBAQEBAQEB")]
    [InlineData("web1 ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB")]
    [InlineData("web1 2048 65537 1234567890")]
    [InlineData("@other web1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB")]
    [InlineData("@revoked @revoked web1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB")]
    [InlineData("#web1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB")]
    [InlineData("web1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA\0EBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB")]
    public void What_is_no_entry_is_ignored(string line)
    {
        var path = folder.Write("known_hosts", line + "\nweb2 " + One.Line + "\n" + line);
        Assert.Empty(KnownHostsFile.Read(path).Find("web1", 22));
        AssertVerdict(path, "web2", 22, One, HostKeyState.Known, 2);
        Assert.Null(KnownHostsFile.EntryAt(path, 1));
    }

    [Theory]
    [InlineData("web1 {0}\r\n")]
    [InlineData("web1 {0}")]
    [InlineData(" \t web1\t {0}\tcomment\n")]
    [InlineData("WEB1,other {0} comment with words\n")]
    public void Blanks_and_line_ends_do_not_matter(string format)
    {
        AssertVerdict(folder.Write("known_hosts", string.Format(format, One.Line)), "web1", 22, One, HostKeyState.Known, 1);
    }

    [Fact]
    public void Several_files_are_one_list()
    {
        var user = folder.Write("user", $"web1 {One.Line}\n");
        var machine = folder.Write("machine", $"web2 {Two.Line}\n@revoked * {One.Line}\n");
        var file = KnownHostsFile.Read(user, folder.At("missing"), machine);
        Assert.Equal((HostKeyState.Known, machine), (file.Check("web2", 22, Two.Type, Two.Blob).State, file.Check("web2", 22, Two.Type, Two.Blob).Entry!.File));
        Assert.Equal(HostKeyState.Revoked, file.Check("web1", 22, One.Type, One.Blob).State);
    }

    [Fact]
    public void Missing_files_and_folders_are_empty()
    {
        Assert.Empty(KnownHostsFile.Read(folder.At("missing")).Find("web1", 22));
        Assert.Empty(KnownHostsFile.Read(folder.At("no/such/folder")).Find("web1", 22));
        Assert.Empty(KnownHostsFile.Read("/dev/null").Find("web1", 22));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_that_names_it()
    {
        var error = Assert.Throws<KnownHostsException>(() => KnownHostsFile.Read(Path.GetDirectoryName(folder.At("x"))!));
        Assert.Contains("is a directory", error.Message);
        Assert.Contains(Path.GetDirectoryName(folder.At("x"))!, error.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_changes_is_read_again(bool throughLink)
    {
        var file = folder.Write("known_hosts", "");
        var path = throughLink ? folder.At("link") : file;
        if (throughLink)
            File.CreateSymbolicLink(path, file);
        foreach (var (key, age) in new[] { (One, 60), (Two, 50), (One, 40) })
        {
            File.WriteAllText(file, $"web1 {key.Line}\n");
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(-age)); // old enough to be kept in memory
            AssertVerdict(path, "web1", 22, key, HostKeyState.Known, 1);
            AssertVerdict(path, "web1", 22, key, HostKeyState.Known, 1);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_thousand_lines_are_no_matter(bool hashed)
    {
        var path = folder.Write("known_hosts", string.Concat(Enumerable.Range(0, 10_000).Select(i => $"host{i}.example,10.1.{i / 256}.{i % 256} {(i % 2 == 0 ? One : Rsa).Line}\n")));
        if (hashed)
            await Program.OutputAsync("ssh-keygen", "-q", "-H", "-f", path);
        var before = Fuzz.ThreadTime();
        AssertVerdict(path, "host9998.example", 22, One, HostKeyState.Known, null);
        AssertVerdict(path, "host9999.example", 22, TestKey.Rsa(9), HostKeyState.Changed, null);
        AssertVerdict(path, "nobody.example", 22, One, HostKeyState.Unknown, null);
        Assert.InRange((Fuzz.ThreadTime() - before).TotalSeconds, 0, 2);
    }

    private static void AssertVerdict(string path, string host, int port, TestKey key, HostKeyState state, int? line)
    {
        var verdict = KnownHostsFile.Read(path).Check(host, port, key.Type, key.Blob);
        Assert.Equal(state, verdict.State);
        Assert.Equal(state == HostKeyState.Unknown, verdict.Entry is null);
        if (line is not null)
            Assert.Equal(line, verdict.Entry!.Line);
    }
}
