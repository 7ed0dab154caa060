using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ContainerOS.Repositories;
using ContainerOS.Tests.Connections.Support;
using ContainerOS.Tests.Fuzzing;
using Xunit;

namespace ContainerOS.Tests.Repositories;

/// <summary>Ids of keys, compared with what gpg and rpm themselves say of a real repository.</summary>
public sealed class OpenPgpKeyIdsTests
{
    [Theory]
    [InlineData("RPM-GPG-KEY-lab")]
    [InlineData("RPM-GPG-KEY-other")]
    public async Task A_key_has_the_id_that_gpg_gives_it(string name)
    {
        var said = await SayAsync("gpg", "--show-keys", "--with-colons", Path.Combine(Lab.Packages, name));
        Assert.Equal(Regex.Matches(said, "^(?:pub|sub):[^:]*:[^:]*:[^:]*:([0-9A-F]{16}):", RegexOptions.Multiline).Select(match => match.Groups[1].Value), OpenPgpKeyIds.OfKeys(Read(name)));
    }

    [Fact]
    public async Task A_package_has_the_signer_that_rpm_tells()
    {
        var package = Directory.GetFiles(Lab.Packages, "lab-tool-*.rpm").Single();
        var said = await SayAsync("rpm", "-qp", "--nosignature", "--qf", "%{RSAHEADER:pgpsig}", package);
        var signer = Assert.Single(RpmFile.Signers(await File.ReadAllBytesAsync(package, TestContext.Current.CancellationToken))!);
        Assert.EndsWith("Key ID " + signer.ToLowerInvariant(), said);
        Assert.Equal([signer], OpenPgpKeyIds.OfSignatures(Read("repodata/repomd.xml.asc")));
        Assert.Equal([signer], OpenPgpKeyIds.OfKeys(Read("RPM-GPG-KEY-lab")));
        Assert.Empty(RpmFile.Signers(Read(Directory.GetFiles(Path.Combine(Lab.Packages, "unsigned"), "*.rpm").Single()))!);
    }

    [Theory]
    [InlineData("881303050000000000112233445566778801080000", "1122334455667788")] // version 3, as older rpms have it
    [InlineData("c221040001080017162104aabbccddeeff00112233445566778899aabbccdd0000abcd", "66778899AABBCCDD")] // by its fingerprint
    [InlineData("c213040001080000000a0910112233445566778800", "1122334455667788")] // in what is not hashed
    [InlineData("c21004000108006309101122334455667788", null)] // longer than it is
    [InlineData("8905ff03", null)] // cut off
    [InlineData("c2e003", null)] // in parts
    public void Signatures_of_each_version_name_their_key(string hex, string? id) =>
        Assert.Equal(id, OpenPgpKeyIds.OfSignatures(System.Convert.FromHexString(hex)).SingleOrDefault());

    [Fact]
    public void Several_keys_in_one_file_and_dos_line_ends()
    {
        var both = File.ReadAllText(Path.Combine(Lab.Packages, "RPM-GPG-KEY-lab")) + "\n" + File.ReadAllText(Path.Combine(Lab.Packages, "RPM-GPG-KEY-other"));
        Assert.Equal(OpenPgpKeyIds.OfKeys(Read("RPM-GPG-KEY-lab")).Concat(OpenPgpKeyIds.OfKeys(Read("RPM-GPG-KEY-other"))), OpenPgpKeyIds.OfKeys(System.Text.Encoding.ASCII.GetBytes(both.Replace("\n", "\r\n"))));
    }

    [Fact]
    public void What_a_host_sends_instead_is_no_key() => Fuzz.Bytes("keys and packages", 4000,
        [Read("RPM-GPG-KEY-lab"), Read("repodata/repomd.xml.asc"), Read(Directory.GetFiles(Lab.Packages, "*.rpm")[0])[..5000], Dearmored("RPM-GPG-KEY-lab"), []], ["\u0099\u0001", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n", "=\n"], (bytes, _) =>
        {
            foreach (var id in OpenPgpKeyIds.OfKeys(bytes).Concat(OpenPgpKeyIds.OfSignatures(bytes)).Concat(RpmFile.Signers(bytes) ?? []))
                Assert.Matches("^[0-9A-F]{16}\\z", id);
        });

    private static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Lab.Packages, name));

    private static byte[] Dearmored(string name) => System.Convert.FromBase64String(Regex.Match(File.ReadAllText(Path.Combine(Lab.Packages, name)), "\n\n([A-Za-z0-9+/\n]+=*)\n").Groups[1].Value.Replace("\n", ""));

    private static async Task<string> SayAsync(string program, params string[] arguments)
    {
        using var home = new TempFolder();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["GNUPGHOME"] = home.At(".") } })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await error;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
