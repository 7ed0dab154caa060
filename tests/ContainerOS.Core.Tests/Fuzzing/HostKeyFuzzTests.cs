using System;
using System.Linq;
using System.Text;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.HostKeys;
using Xunit;

namespace ContainerOS.Tests.Fuzzing;

/// <summary>Host keys: what is no key is none, and a change of known_hosts changes nothing else.</summary>
public sealed class HostKeyFuzzTests
{
    private static readonly TestKey One = TestKey.Ed25519(1);
    private static readonly TestKey Two = TestKey.Rsa(2);

    private static readonly string KnownHosts = string.Join("\n",
        "# a comment", "web1 " + One.Line + " added in May", "web1,10.0.0.7 " + Two.Line, "[web1]:2222 " + Two.Line, "*.example.com,!bad.example.com " + One.Line, "@revoked * " + TestKey.Ed25519(9).Line,
        "@cert-authority *.corp " + Two.Line, HostNameHash.Create("web1") + " " + One.Line, "");

    private static readonly string[] Words = ["web1", ",", "*", "!", "|1|", "@revoked ", "@cert-authority ", "@", "ssh-ed25519 ", "\r\n", "\n\nweb1 " + One.Line + "\n", "AAAAC3NzaC1lZDI1NTE5", "[web1]:"];

    [Fact]
    public void Known_hosts_are_read_line_by_line() => Fuzz.Bytes("known_hosts", 5000, [Encoding.UTF8.GetBytes(KnownHosts)], Words, (bytes, random) =>
    {
        var file = new KnownHostsFile(KnownHostsFile.Lines("/known_hosts", bytes).ToList());
        var port = random.Next(2) == 0 ? 22 : 2222;
        foreach (var entry in file.Find("web1", port))
        {
            Assert.True(HostKeyBlob.IsKey(entry.Algorithm, entry.Key));
            Fuzz.IsShowable(entry.Algorithm, 100);
            Assert.InRange(entry.Line, 1, bytes.Length + 1);
        }

        var verdict = file.Check("web1", port, One.Type, One.Blob);
        Assert.Equal(verdict.State == HostKeyState.Unknown, verdict.Entry is null);
        Fuzz.IsShowable(new HostKey(new HostTarget("web1", "web1"), port, One.Type, One.Blob, verdict).Names);
        _ = file.IsHashed;
    });

    [Fact]
    public void Added_keys_are_found_and_all_else_stays() => Fuzz.Bytes("known_hosts edits", 4000, [Encoding.UTF8.GetBytes(KnownHosts)], Words, (bytes, random) =>
    {
        var added = KnownHostsEdit.Append(bytes, "fresh " + One.Line);
        Assert.True(added.AsSpan().StartsWith(bytes));
        Assert.Contains(KnownHostsFile.Lines("/f", added), line => line.Names == "fresh");
        if (KnownHostsEdit.Remove(bytes, "web1", _ => true) is not { } removed)
            return;
        var kept = Encoding.Latin1.GetString(removed).Split('\n').ToHashSet(StringComparer.Ordinal);
        foreach (var line in Encoding.Latin1.GetString(bytes).Split('\n').Where(line => !line.Contains("web1", StringComparison.OrdinalIgnoreCase) && !line.Contains('|') && line.Trim().Length > 0))
            Assert.Contains(line, kept);
        Assert.True(removed.Length < bytes.Length);
        Assert.Null(KnownHostsEdit.Remove(removed, "web1", _ => true));
    });

    [Fact]
    public void Names_match_in_time() => Fuzz.Text("host name patterns", 5000, ["web1,10.0.0.7", "*.example.com,!bad.example.com", "*a*b*c*d*", "|1|" + Convert.ToBase64String(new byte[20]) + "|" + Convert.ToBase64String(new byte[20])], ["*", "?", "!", ",", "|"], (names, _) =>
    {
        var host = new string('a', 200) + ".example.com";
        Assert.Equal(KnownHostNames.Match(names, host), KnownHostNames.Match(names, host));
        if (KnownHostNames.Without(names, host) is { Length: > 0 } rest)
            Assert.False(KnownHostNames.Match(rest, host));
    });

    [Fact]
    public void Blobs_are_keys_only_when_whole() => Fuzz.Bytes("key blobs", 6000, [One.Blob, Two.Blob], ["\0\0\0\u000b", "ssh-ed25519", "\0\0\0\0"], (blob, random) =>
    {
        foreach (var key in new[] { One, Two }.Where(key => HostKeyBlob.IsKey(key.Type, blob)))
        {
            Assert.Equal(key.Type, Encoding.ASCII.GetString(blob, 4, key.Type.Length));
            Assert.False(HostKeyBlob.IsKey(key.Type, blob[..^1]));
        }

        var text = Convert.ToBase64String(blob);
        Assert.Equal(HostKeyBlob.IsKey(One.Type, blob), HostKeyBlob.Decode(One.Type, text) is not null);
        if (text.Length > 0)
            _ = HostKeyBlob.Decode(One.Type, text.Remove(random.Next(text.Length), 1));
        // A type of the host's own choosing, which stands in both places.
        if (blob.Length > 5 && HostKeyBlob.IsKey(Encoding.Latin1.GetString(blob, 4, Math.Min(blob.Length - 4, 11)), blob))
            Fuzz.IsShowable(Encoding.Latin1.GetString(blob, 4, 11));
    });

    [Fact]
    public void Scans_give_keys_that_can_be_shown() => Fuzz.Text("ssh-keyscan", 4000, [$"# web1:22 SSH-2.0-OpenSSH_9.2p1\nweb1 {One.Line}\nweb1 {Two.Line}\n"], Words, (text, _) =>
    {
        foreach (var (type, key) in HostKeyScan.Keys(text))
        {
            Fuzz.IsShowable(type, 100);
            Assert.True(HostKeyBlob.IsKey(type, key));
        }
    });
}
