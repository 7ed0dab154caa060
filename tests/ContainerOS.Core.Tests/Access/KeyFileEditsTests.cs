using System;
using System.Linq;
using ContainerOS.Access.Keys;
using ContainerOS.Passwords;
using Xunit;

namespace ContainerOS.Tests.Access;

/// <summary>Edits of authorized_keys without a host.</summary>
public sealed class KeyFileEditsTests
{
    private const string Other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC";

    [Fact]
    public void A_key_that_is_there_with_options_is_not_added_again()
    {
        var edits = Edits(new AccessHost().KeyFile("from=\"10.*\" " + AccessHost.Key));
        edits.Add([AuthorizedKey.Parse(AccessHost.Key)]);
        Assert.Empty(edits.Steps());
        Assert.Empty(edits.Summary);
    }

    [Fact]
    public void Keys_come_behind_what_is_there()
    {
        var edits = Edits(new AccessHost().KeyFile(AccessHost.Key + " no end"));
        edits.Add([AuthorizedKey.Parse(Other + " kim")]);
        Assert.Equal(["no end", "kim"], edits.After.Select(known => known.Line.Comment));
        Assert.Equal([1, 2], edits.After.Select(known => known.Line.Number));
        Assert.Equal(["/root/.ssh/authorized_keys"], edits.Paths);
        Assert.EndsWith("kim to /root/.ssh/authorized_keys", Assert.Single(edits.Summary));
        Assert.Single(edits.Steps());
    }

    [Fact]
    public void Removing_leaves_all_else()
    {
        var edits = Edits(new AccessHost().KeyFile($"# one\r\n\r\n{AccessHost.Key} a\r\nbad line\n{Other} b\nno-pty {AccessHost.Key} c"));
        edits.Remove(line => line.Fingerprint == AccessHost.Fingerprint);
        Assert.Equal(["b"], edits.After.Select(known => known.Line.Comment));
        Assert.Equal([4], edits.After.Select(known => known.Line.Number));
        Assert.Equal(["a", "c"], edits.Removed.Select(line => line.Comment));
    }

    [Theory]
    [InlineData("owner=kim 1000 700 /root/.ssh", "/root/.ssh belongs to kim")]
    public void Nothing_is_written_in_a_folder_of_somebody_else(string owner, string reason)
    {
        var edits = Edits(new AccessHost().KeyFile(AccessHost.Key, owner));
        edits.Remove(_ => true);
        Assert.Equal(reason, Assert.Throws<NotSupportedException>(edits.Steps).Message);
    }

    [Theory]
    [InlineData("AuthorizedKeysFile none\n", "sshd reads no file of keys (AuthorizedKeysFile none)")]
    [InlineData("AuthorizedKeysFile /etc/keys/%u\n", "/etc/keys/root was not looked for")]
    public void What_is_not_known_is_not_changed(string sshd, string reason) =>
        Assert.Equal(reason, Assert.Throws<NotSupportedException>(() => Edits(new AccessHost().Sshd(sshd)).Add([AuthorizedKey.Parse(Other)])).Message);

    private static KeyFileEdits Edits(AccessHost host)
    {
        var reading = host.Read();
        return new KeyFileEdits(reading, reading.Accounts.Find("root")!);
    }
}
