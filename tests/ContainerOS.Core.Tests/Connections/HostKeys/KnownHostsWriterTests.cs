using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.HostKeys;

/// <summary>Adding keys: everything else stays as it was, and nothing is ever lost.</summary>
public sealed class KnownHostsWriterTests : IDisposable
{
    private static readonly TestKey One = TestKey.Ed25519(1);
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "", "\n")]
    [InlineData("# comment\n\nnonsense\n", "", "\n")]
    [InlineData("web0 half a li", "\n", "\n")]
    [InlineData("# comment\r\n", "", "\r\n")]
    [InlineData("\u00fcmlaut \u0001\n", "", "\n")]
    public void A_line_is_appended_to_what_is_there(string before, string separator, string end)
    {
        var path = folder.Write("known_hosts", before);
        Assert.True(Add(path, "Web1", 22));
        Assert.Equal(before + separator + "web1 " + One.Line + end, File.ReadAllText(path));
        Assert.False(Add(path, "web1", 22));
        Assert.True(Add(path, "web1", 2222));
        Assert.EndsWith("[web1]:2222 " + One.Line + end, File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.At("")));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_kept()
    {
        var path = folder.At("known_hosts");
        byte[] before = [.. Enumerable.Range(0, 256).Select(i => (byte)i), (byte)'\n'];
        File.WriteAllBytes(path, before);
        Add(path, "web1", 22);
        Assert.Equal(before, File.ReadAllBytes(path).Take(before.Length));
    }

    [Theory]
    [InlineData("web1 {0}\n{1} {0}\n", true)]
    [InlineData("{1} {0}\nweb1 {0}\n", false)]
    [InlineData("{1} {0}\n@revoked * {0}\n*.example {0}\n# comment\n", true)]
    [InlineData("@revoked {1} {0}\n", false)]
    public void Names_are_hashed_where_the_last_one_is(string format, bool hashed)
    {
        var path = folder.Write("known_hosts", string.Format(format, TestKey.Ed25519(9).Line, HostNameHash.Create("web9")));
        Add(path, "web2", 2222);
        var line = File.ReadLines(path).Last();
        Assert.Equal(hashed, line.StartsWith("|1|", StringComparison.Ordinal));
        Assert.Equal(HostKeyState.Known, KnownHostsFile.Read(path).Check("web2", 2222, One.Type, One.Blob).State);
    }

    [Fact]
    public async Task Ssh_keygen_finds_what_was_added_to_a_file_that_it_has_hashed()
    {
        var path = folder.Write("known_hosts", $"web9 {TestKey.Ed25519(9).Line}\n");
        await Program.OutputAsync("ssh-keygen", "-q", "-H", "-f", path);
        Add(path, "web2", 2222);
        Assert.Contains(One.Line, await Program.OutputAsync("ssh-keygen", "-F", "[web2]:2222", "-f", path));
        Assert.Contains(TestKey.Ed25519(9).Line, await Program.OutputAsync("ssh-keygen", "-F", "web9", "-f", path));
    }

    [Fact]
    public void A_missing_file_is_made_for_this_user_only()
    {
        var path = folder.At("new");
        Add(path, "web1", 22);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task Mode_owner_and_links_are_kept()
    {
        var path = folder.Write("real", "");
        await Program.OutputAsync("chmod", "640", path);
        if (Environment.IsPrivilegedProcess)
            await Program.OutputAsync("chown", "12345:23456", path);
        var before = await Program.OutputAsync("stat", "-c", "%a %u %g", path);
        var link = folder.At("link");
        File.CreateSymbolicLink(folder.At("between"), "real");
        File.CreateSymbolicLink(link, "between");
        Add(link, "web1", 22);
        Assert.Equal(before, await Program.OutputAsync("stat", "-c", "%a %u %g", path));
        Assert.Equal("between", new FileInfo(link).LinkTarget);
        Assert.Contains("web1", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("read-only", "read-only")]
    [InlineData("no folder/known_hosts", "no folder does not exist")]
    [InlineData("pipe", "device or a pipe")]
    [InlineData("dangling", "symbolic link")]
    [InlineData("folder", "directory")]
    [InlineData("/proc/version", "cannot be written")]
    public async Task A_file_that_cannot_be_written_is_an_error_that_names_it(string name, string reason)
    {
        await Program.OutputAsync("mkfifo", folder.At("pipe"));
        File.SetUnixFileMode(folder.Write("read-only", "# mine\n"), UnixFileMode.UserRead);
        File.CreateSymbolicLink(folder.At("dangling"), "nowhere");
        Directory.CreateDirectory(folder.At("folder"));
        var error = Assert.Throws<KnownHostsException>(() => Add(folder.At(name), "web1", 22));
        Assert.StartsWith(folder.At(name) + ": ", error.Message);
        Assert.Contains(reason, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("# mine\n", File.ReadAllText(folder.At("read-only")));
        Assert.Empty(Directory.GetFiles(folder.At(""), "*containeros*"));
    }

    [Fact]
    public async Task A_device_is_not_replaced()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can make a device");
        await Program.OutputAsync("mknod", folder.At("null"), "c", "1", "3");
        Assert.Contains("device", Assert.Throws<KnownHostsException>(() => Add(folder.At("null"), "web1", 22)).Message);
        Assert.Equal("character special file", await Program.OutputAsync("stat", "-c", "%F", folder.At("null")));
    }

    [Fact]
    public void What_is_no_key_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => KnownHostsFile.Add(folder.At("file"), "web1", 22, "ssh-rsa", One.Blob, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(folder.At("file")));
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing_and_readers_see_whole_lines()
    {
        var path = folder.Write("known_hosts", "# first\n");
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                var text = File.ReadAllText(path);
                Assert.StartsWith("# first\n", text);
                Assert.EndsWith("\n", text);
            }
        }, TestContext.Current.CancellationToken);
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < 25; i++)
                Assert.True(Add(path, $"host{writer}-{i}", 22));
        }, TestContext.Current.CancellationToken));
        await Task.WhenAll(writers);
        await done.CancelAsync();
        await reader;
        Assert.Equal(201, File.ReadAllLines(path).Distinct().Count());
    }

    [Fact]
    public void What_a_killed_process_left_behind_is_cleared_away()
    {
        var path = folder.Write("known_hosts", "");
        var left = folder.Write("known_hosts.containeros-new", "half");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-2));
        Assert.True(Add(path, "web1", 22));
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task Waiting_for_another_process_can_be_cancelled()
    {
        var path = folder.Write("known_hosts", "");
        folder.Write("known_hosts.containeros-new", "busy");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Expect.WithinAsync(2, () => Task.Run(() => Assert.Throws<OperationCanceledException>(
            () => KnownHostsFile.Add(path, "web1", 22, One.Type, One.Blob, cancel.Token))));
    }

    private static bool Add(string path, string host, int port) => KnownHostsFile.Add(path, host, port, One.Type, One.Blob);
}
