using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Names that are none, files that are odd, and two operators at once.</summary>
[Collection(nameof(ChangedHosts))]
public sealed class OddNameTests(ModuleSession module, ChangedHostLab lab) : IClassFixture<ModuleSession>
{
    private const string Odd = "\ufeff; by hand\r\n[my repo]\r\nname=x\r\nenabled = 1\r\nenabled=1\r\nbaseurl=https://one.invalid/\r\n\thttps://two.invalid/\r\n[a[b]\r\nenabled=1\r\n[ünï]\r\n[\x1b[31mred]\r\nenabled=1\r\n[my repo]\r\n#enabled=1\r\n[last]\r\nenabled=1";

    /// <summary>Names that no package and no module has.</summary>
    public static TheoryData<string> Names => ["-y", "--nogpgcheck", "a;reboot", "$(id)", "`id`", "a b", "tär", "a\nb", "tar\n", "..", "../../etc/passwd", "a'b", "a\"b", "a|b", "a&b", "\u202etar", new string('a', 300), " "];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_that_is_none_ends_the_call_before_any_host_is_contacted(string name)
    {
        var text = "'" + name.Replace("'", "''") + "'";
        Assert.Equal("InvalidPackageName", Id($"Install-ContainerOsPackage {text} nowhere.invalid"));
        Assert.Equal("InvalidPackageName", Id($"Get-ContainerOsPackage nowhere.invalid {text}"));
        Assert.Equal("InvalidModuleName", Id($"Enable-ContainerOsKernelModule {text} nowhere.invalid"));
    }

    [Fact]
    public async Task An_odd_file_is_read_and_changed_where_it_says_so_and_nowhere_else()
    {
        await lab.StartAsync();
        var host = lab.Host("photon5");
        var target = lab.Target(host);
        var file = Path.Combine(host.Root, "etc/yum.repos.d/odd 'one' $(id).repo");
        await File.WriteAllBytesAsync(file, Encoding.UTF8.GetBytes(Odd), TestContext.Current.CancellationToken);
        try
        {
            var ids = module.Run($"Get-ContainerOsRepository {target}").Output.Select(output => (PackageRepository)output.BaseObject).Where(repository => file.EndsWith(repository.File, StringComparison.Ordinal)).Select(repository => repository.Id).ToList();
            Assert.Equal(["my repo", "a[b", "ünï", ids[3], "last"], ids);
            Assert.DoesNotContain('\u001b', ids[3]);

            var after = Odd;
            foreach (var (id, old, changed) in new[]
            {
                ("my repo", "enabled = 1\r\nenabled=1\r\nbaseurl", "enabled = 0\r\nenabled=0\r\nbaseurl"),
                ("a[b", "[a[b]\r\nenabled=1", "[a[b]\r\nenabled=0"),
                ("ünï", "[ünï]\r\n", "[ünï]\r\nenabled=0\r\n"),
                ("last", "[last]\r\nenabled=1", "[last]\r\nenabled=0"),
            })
            {
                var done = module.Run($"Set-ContainerOsRepository {target} -Id '{id}' -Enabled $false -PassThru");
                Assert.False(((PackageRepository)done.Output.Single().BaseObject).Enabled);
                after = after.Replace(old, changed);
                Assert.Equal(after, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
            }

            Assert.DoesNotContain('\u001b', module.Run($"Set-ContainerOsRepository {target} -Id '*red' -Enabled $false -WhatIf").HostText);
        }
        finally
        {
            host.Inside("rm -f /etc/yum.repos.d/odd*.repo");
        }
    }

    [Theory]
    [InlineData("photon\ngpgcheck=0")]
    [InlineData("[photon]")]
    [InlineData("$(reboot)")]
    public async Task A_repository_that_is_not_there_is_told(string id)
    {
        await lab.StartAsync();
        var host = lab.Host("photon5");
        var before = ChangedHostLab.Fingerprint(host);
        foreach (var call in new[] { "Set-ContainerOsRepository -Enabled $false", "Test-ContainerOsRepository" })
        {
            var error = Assert.Single(module.Engine.Run($"{call} {lab.Target(host)} -Id '{id}'").Errors);
            Assert.Equal("UnsupportedOperation", error.FullyQualifiedErrorId.Split(',')[0]);
            Assert.Contains("it has no repository", error.ErrorDetails.Message);
            Assert.DoesNotContain('\n', error.ErrorDetails.Message);
        }

        Assert.Equal(before, ChangedHostLab.Fingerprint(host));
    }

    [Theory]
    [InlineData("photon", "photon-updates")]
    [InlineData("photon", "photon")]
    public async Task Of_two_operators_one_waits_or_is_told_and_nothing_is_lost(string first, string second)
    {
        await lab.StartAsync();
        var host = lab.Host("photon5");
        using var other = new ModuleSession();
        var target = lab.Target(host);
        try
        {
            var calls = new[] { (module, first), (other, second) }.Select(call => Task.Run(() => call.Item1.Engine.Run($"Set-ContainerOsRepository {target} -Id {call.Item2} -Enabled $false"))).ToList();
            var errors = (await Task.WhenAll(calls)).SelectMany(result => result.Errors).ToList();

            Assert.InRange(errors.Count, 0, 1);
            Assert.All(errors, error => Assert.Contains(error.FullyQualifiedErrorId.Split(',')[0], new[] { "ChangeLocked", "ChangeFailed" })); // one plans what the other has changed since
            var off = host.Inside("cd /etc/yum.repos.d; grep -l '^enabled=0' photon.repo photon-updates.repo").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(first == second ? 1 : 2 - errors.Count, off.Length);
            Assert.Equal("", host.Inside("ls -A /etc/yum.repos.d | grep '^[.]'"));
        }
        finally
        {
            host.Inside("cd /etc/yum.repos.d; sed -i 's/^enabled=.*/enabled=1/' photon.repo photon-updates.repo");
        }
    }

    private string Id(string call) => (string)module.Run($"try {{ {call} }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0] }}").Output.Single().BaseObject;
}
