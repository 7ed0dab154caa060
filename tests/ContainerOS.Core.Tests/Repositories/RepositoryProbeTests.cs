using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Repositories;
using ContainerOS.Tests.Changes;
using ContainerOS.Tests.Ipvs;
using Xunit;

namespace ContainerOS.Tests.Repositories;

/// <summary>A real repository as a host meets it: right, slow, dead, gone, garbage, and with keys that are not its own.</summary>
public sealed class RepositoryProbeTests(FaultyHostLab lab) : IClassFixture<FaultyHostLab>
{
    private const string Keys = "/etc/pki/rpm-gpg/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_repository_is_told_for_what_it_is()
    {
        var host = await ChangedHost.StartAsync(lab, "photon3");
        await using var server = new RepositoryServer(lab.Packages);
        var ways = new[] { "good", "slow", "stalled", "cut", "gone", "garbage" };
        await host.RootAsync("cat >/etc/yum.repos.d/test.repo <<'END'\n" + string.Concat(ways.Select(id => $"[{id}]\nbaseurl={server.Url}/{id}/\ngpgcheck=0\n"))
            + $"[file]\nbaseurl=file:///srv/repository\ngpgcheck=0\n[dead]\nbaseurl=http://127.0.0.1:1/\n[off]\nbaseurl=file:///nowhere\nenabled=0\nEND\nmkdir -p /srv/repository/repodata; echo '<repomd>' >/srv/repository/repodata/repomd.xml");
        var made = DateTimeOffset.FromUnixTimeSeconds(long.Parse(System.Text.RegularExpressions.Regex.Match(await File.ReadAllTextAsync(Path.Combine(lab.Packages, "repodata/repomd.xml"), Token), "<timestamp>([0-9]+)").Groups[1].Value));
        try
        {
            using var connection = host.Connect();
            var tests = (await new RepositoryProbe(["g*", "slow", "stalled", "cut", "file", "dead", "off"], TimeSpan.FromSeconds(2)).RunAsync(connection, TimeSpan.FromSeconds(40), Token)).ToDictionary(test => test.Id);

            var good = tests["good"];
            Assert.Equal((true, 200, null, made), (good.Reachable, good.HttpStatus, good.Reason, good.MetadataTime));
            Assert.InRange(good.MetadataAge!.Value, TimeSpan.Zero, DateTimeOffset.UtcNow - made);
            Assert.Equal((true, RepositoryKey.NotChecked, "gpgcheck is off"), (good.BytesPerSecond > 0, good.Key, good.KeyDetail));
            Assert.True(tests["slow"].Reachable);
            Assert.InRange(tests["slow"].BytesPerSecond!.Value, 1, 20000);
            Assert.Equal((false, "the server answered with status 404", 404), (tests["gone"].Reachable, tests["gone"].Reason, tests["gone"].HttpStatus));
            Assert.Equal((false, "what is there is no list of packages"), (tests["garbage"].Reachable, tests["garbage"].Reason));
            Assert.Equal((false, true), (tests["stalled"].Reachable, tests["stalled"].Reason!.Contains("timed out")));
            Assert.Equal((false, true), (tests["cut"].Reachable, tests["cut"].Reason!.Contains("bytes remaining")));
            Assert.Equal((false, null, true), (tests["dead"].Reachable, tests["dead"].HttpStatus, tests["dead"].Reason!.Contains("connect")));
            Assert.Equal((true, null, null), (tests["file"].Reachable, tests["file"].HttpStatus, tests["file"].MetadataTime));
            Assert.Equal((false, true), (tests["off"].Reachable, tests["off"].Reason!.Contains("No such file")));
        }
        finally
        {
            await host.RootAsync("rm -rf /etc/yum.repos.d/test.repo /srv/repository");
        }
    }

    [Fact]
    public async Task A_key_that_is_not_the_repositorys_own_is_told()
    {
        var host = await ChangedHost.StartAsync(lab, "photon3");
        await using var server = new RepositoryServer(lab.Packages);
        var (right, wrong) = (Id("RPM-GPG-KEY-lab"), Id("RPM-GPG-KEY-other"));
        string Repository(string id, string keys, string folder = "good/") => $"[{id}]\nbaseurl={server.Url}/{folder}\ngpgcheck=1\n{keys}\n";
        await host.RootAsync($"mkdir -p {Keys}; cat >{Keys}lab <<'END'\n{await KeyAsync("lab")}END\ncat >{Keys}other <<'END'\n{await KeyAsync("other")}END\necho nothing >{Keys}broken\ncp {Keys}lab {Keys}lab-3.0-x86_64\ncat >/etc/yum.repos.d/test.repo <<'END'\n"
            + Repository("right", $"gpgkey=file://{Keys}lab") + Repository("both", $"gpgkey=file://{Keys}other\n  file://{Keys}lab") + Repository("remote", $"gpgkey={server.Url}/good/RPM-GPG-KEY-lab")
            + Repository("wrong", $"gpgkey=file://{Keys}other") + Repository("broken", $"gpgkey=file://{Keys}broken") + Repository("missing", $"gpgkey=file://{Keys}nowhere") + Repository("none", "")
            + Repository("unsigned", $"gpgkey=file://{Keys}lab", "good/unsigned") + Repository("variable", $"gpgkey=file://{Keys}lab-$releasever-$basearch") + Repository("empty", $"gpgkey=file://{Keys}other", "good/empty")
            + Repository("gone", $"gpgkey=file://{Keys}lab", "gone") + "END");
        try
        {
            using var connection = host.Connect();
            string[] ids = ["right", "both", "remote", "wrong", "broken", "missing", "none", "unsigned", "variable", "empty", "gone"];
            var tests = await new RepositoryProbe(ids, TimeSpan.FromSeconds(5)).RunAsync(connection, TimeSpan.FromSeconds(40), Token);
            Assert.Equal([
                $"right Right signed with key {right}", $"both Right signed with key {right}", $"remote Right signed with key {right}",
                $"wrong Wrong signed with key {right}; gpgkey holds {wrong}", $"broken Wrong signed with key {right}; gpgkey holds no key that can be read",
                $"missing Missing signed with key {right}; {Keys}nowhere is not there", $"none Missing signed with key {right}; no gpgkey is named",
                "unsigned Unsigned the package that was looked at has no signature", $"variable Right signed with key {right}",
                $"empty Wrong signed with key {right}; gpgkey holds {wrong}", "gone Unknown ",
            ], tests.Select(test => $"{test.Id} {test.Key} {test.KeyDetail}"));

            // Once rpm trusts a key, tdnf asks for no file.
            await host.RootAsync($"printf '#!/bin/sh\\necho {right[8..].ToLowerInvariant()}\\n' >/usr/bin/rpm; chmod 755 /usr/bin/rpm");
            tests = await new RepositoryProbe(["wrong", "missing"], TimeSpan.FromSeconds(5)).RunAsync(connection, TimeSpan.FromSeconds(40), Token);
            Assert.Equal([$"Right signed with key {right}, which rpm trusts already", $"Right signed with key {right}, which rpm trusts already; {Keys}nowhere is not there"], tests.Select(test => $"{test.Key} {test.KeyDetail}"));
        }
        finally
        {
            await host.RootAsync($"rm -rf /etc/yum.repos.d/test.repo {Keys} /usr/bin/rpm");
        }
    }

    [Fact]
    public async Task The_proxy_of_tdnf_is_gone_through()
    {
        var host = await ChangedHost.StartAsync(lab, "photon3");
        await using var server = new RepositoryServer(lab.Packages);
        await host.RootAsync($"mkdir -p /etc/tdnf; printf '[main]\\r\\nproxy={server.Url}\\r\\n' >/etc/tdnf/tdnf.conf; printf '[far]\\r\\nbaseurl=http://repository.invalid/good\\r\\ngpgcheck=0' >/etc/yum.repos.d/test.repo");
        try
        {
            using var connection = host.Connect();
            var test = Assert.Single(await new RepositoryProbe(["far"], TimeSpan.FromSeconds(5)).RunAsync(connection, TimeSpan.FromSeconds(40), Token));
            Assert.Equal((true, true), (test.Reachable, test.BytesPerSecond > 0));
            Assert.All(server.Requests, request => Assert.StartsWith("http://repository.invalid/good/repodata/", request));
        }
        finally
        {
            await host.RootAsync("rm -f /etc/yum.repos.d/test.repo /etc/tdnf/tdnf.conf; rmdir --ignore-fail-on-non-empty /etc/tdnf");
        }
    }

    private string Id(string name) => OpenPgpKeyIds.OfKeys(File.ReadAllBytes(Path.Combine(lab.Packages, name))).Single();

    private Task<string> KeyAsync(string name) => File.ReadAllTextAsync(Path.Combine(lab.Packages, "RPM-GPG-KEY-" + name), Token);
}
