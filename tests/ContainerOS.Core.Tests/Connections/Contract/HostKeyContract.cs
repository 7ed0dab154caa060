using System;
using System.IO;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Connections.Contract;

/// <summary>Host keys: strict by default, known_hosts is the store, and a changed key fails with all that is needed to judge and mend it.</summary>
public abstract class HostKeyContract(ConnectionFactory open) : IDisposable
{
    private readonly string address = Lab.Host("debian").Address;
    private readonly TempFolder folder = new();

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# a comment\n\nnot a line of known_hosts\n")]
    [InlineData(null)]
    public async Task An_unknown_key_names_the_fingerprint(string? content)
    {
        var file = content is null ? folder.At("missing") : folder.Write("known hosts %d", content);
        var error = await FailsAsync(ConnectionFailure.HostKeyUnknown, file);
        Assert.Contains(await HostKeyLines.FingerprintAsync(address), error.Message);
        Assert.Contains("ssh-ed25519", error.Message);
        Assert.Contains("AcceptNew", error.Remedy);
        Assert.EndsWith($"Add-ContainerOsHostKey {address} -KnownHostsFile '{file}'", error.Remedy);
        Assert.Equal(content, File.Exists(file) ? File.ReadAllText(file) : null);
    }

    [Fact]
    public async Task A_changed_key_names_both_fingerprints_and_the_command_that_mends_it()
    {
        var other = await OtherKeyAsync();
        var file = folder.Write("known hosts 1", $"# first line\n{address} {other}\n");
        await CheckChangedAsync(file, other, LabLogin.Debian("bashuser"));
    }

    [Fact]
    public async Task A_changed_key_in_a_hashed_file()
    {
        var other = await OtherKeyAsync();
        var file = folder.Write("hashed", $"other.example {other}\n{address} {other}\n");
        await Program.OutputAsync("ssh-keygen", "-H", "-f", file);
        Assert.DoesNotContain(address, File.ReadAllText(file));
        await CheckChangedAsync(file, other, LabLogin.Debian("bashuser"));
    }

    [Fact]
    public async Task A_changed_key_on_another_port()
    {
        await using var server = await ExtraSshd.StartAsync();
        var other = await OtherKeyAsync();
        var file = folder.Write("ports", $"{address} {HostKeyLines.KeyOf(address)}\n[{address}]:{server.Port} {other}\n");
        await CheckChangedAsync(file, other, server.Target("bashuser"), server.PublicKey);
        Assert.StartsWith(address + " ", File.ReadAllText(file));
    }

    [Fact]
    public async Task Another_type_of_key_is_a_changed_key_also_where_new_hosts_are_accepted()
    {
        await using var server = await ExtraSshd.StartWithKeyAsync("ecdsa");
        var other = await OtherKeyAsync();
        var file = folder.Write("known_hosts", $"[{address}]:{server.Port} {other}\n");
        using var connection = open(server.Target("bashuser"), LabLogin.Settings(knownHosts: file, policy: HostKeyPolicy.AcceptNew));
        var error = await connection.FailsAsync(ConnectionFailure.HostKeyMismatch);
        Assert.Contains("ecdsa-sha2-nistp256 " + await HostKeyLines.FingerprintOfAsync(server.PublicKey), error.Message);
        Assert.Contains("ssh-ed25519 " + await HostKeyLines.FingerprintOfAsync(other), error.Message);
    }

    [Theory]
    [InlineData(HostKeyPolicy.Strict)]
    [InlineData(HostKeyPolicy.AcceptNew)]
    public async Task A_revoked_key(HostKeyPolicy policy)
    {
        var file = folder.Write("revoked", $"@revoked * {HostKeyLines.KeyOf(address)}\n{address} {HostKeyLines.KeyOf(address)}\n");
        var error = await FailsAsync(ConnectionFailure.HostKeyMismatch, file, policy);
        Assert.Contains("revoked", error.Message);
        Assert.Contains(await HostKeyLines.FingerprintAsync(address), error.Message);
    }

    [Fact]
    public async Task AcceptNew_stores_an_unknown_key_and_then_strict_works()
    {
        var file = folder.At("new known_hosts");
        Assert.Equal(0, (await AnswerAsync(file, HostKeyPolicy.AcceptNew)).ExitCode);
        Assert.Contains(HostKeyLines.KeyOf(address), File.ReadAllText(file));
        var again = await AnswerAsync(file, HostKeyPolicy.Strict);
        Assert.Empty(again.Connection.Warnings);
    }

    [Fact]
    public async Task AcceptNew_does_not_accept_a_changed_key()
    {
        var file = folder.Write("changed", $"{address} {await OtherKeyAsync()}\n");
        var before = File.ReadAllText(file);
        await FailsAsync(ConnectionFailure.HostKeyMismatch, file, HostKeyPolicy.AcceptNew);
        Assert.Equal(before, File.ReadAllText(file));
    }

    [Fact]
    public async Task A_key_that_cannot_be_stored_is_a_warning()
    {
        // this folder does not exist, so not even root can write there
        var file = Path.Combine(folder.At("no such folder"), "known_hosts");
        var result = await AnswerAsync(file, HostKeyPolicy.AcceptNew);
        Assert.Equal(0, result.ExitCode);
        var warning = Assert.Single(result.Connection.Warnings);
        Assert.Contains(file, warning);
    }

    [Fact]
    public async Task A_certificate_of_a_known_authority_needs_no_line_for_the_host()
    {
        await using var server = await ExtraSshd.StartAsync();
        var authority = await Program.NewKeyAsync(folder, "authority");
        var hostKey = folder.Write("host.pub", server.PublicKey + "\n");
        await Program.OutputAsync("ssh-keygen", "-q", "-s", authority, "-I", "lab", "-h", "-n", address, hostKey);
        await server.UseCertificateAsync(File.ReadAllText(folder.At("host-cert.pub")));
        var file = folder.Write("authorities", $"@cert-authority * {File.ReadAllText(authority + ".pub")}");
        using var connection = open(server.Target("bashuser"), LabLogin.Settings(knownHosts: file));
        Assert.Equal(0, (await connection.RunAsync("exit 0")).ExitCode);
    }

    // Both fingerprints are in the message, and the command in the remedy really mends the file.
    private async Task CheckChangedAsync(string file, string known, HostTarget target, string? offered = null)
    {
        using var connection = open(target, LabLogin.Settings(knownHosts: file));
        var error = await connection.FailsAsync(ConnectionFailure.HostKeyMismatch);
        Assert.Contains(await HostKeyLines.FingerprintOfAsync(offered ?? HostKeyLines.KeyOf(address)), error.Message);
        Assert.Contains(await HostKeyLines.FingerprintOfAsync(known), error.Message);
        Assert.Contains(file + " line 2", error.Message);

        await RemedyCommand.RemoveAsync(error.Remedy);
        await connection.FailsAsync(ConnectionFailure.HostKeyUnknown);
    }

    private async Task<HostConnectionException> FailsAsync(ConnectionFailure expected, string knownHosts, HostKeyPolicy policy = HostKeyPolicy.Strict)
    {
        using var connection = open(LabLogin.Debian("bashuser"), LabLogin.Settings(knownHosts: knownHosts, policy: policy));
        return await connection.FailsAsync(expected);
    }

    private async Task<ScriptResult> AnswerAsync(string knownHosts, HostKeyPolicy policy)
    {
        using var connection = open(LabLogin.Debian("bashuser"), LabLogin.Settings(knownHosts: knownHosts, policy: policy));
        return await connection.RunAsync("exit 0");
    }

    private async Task<string> OtherKeyAsync()
    {
        var words = (await File.ReadAllTextAsync(await Program.NewKeyAsync(folder, "other") + ".pub")).Split(' ');
        return words[0] + " " + words[1];
    }
}
