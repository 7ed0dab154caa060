using System.Linq;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>The cmdlets for repositories on real hosts. Nothing here changes a host.</summary>
public sealed class RepositoryTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    [Theory]
    [InlineData("photon3", "3.0")]
    [InlineData("photon5", "5.0")]
    public void Repositories_are_told_one_by_one(string kind, string release)
    {
        var host = Lab.Host(kind);
        var repositories = module.Run($"Get-ContainerOsRepository {host.User}@{host.Address} {ModuleSession.Login}").Output.Select(output => (PackageRepository)output.BaseObject).ToDictionary(repository => repository.Id);
        Assert.Equal(["photon", "photon-extras", "photon-updates"], repositories.Keys.Order());
        var photon = repositories["photon"];
        Assert.Equal(("https://packages.broadcom.com/photon/$releasever/photon_$releasever_$basearch", $"https://packages.broadcom.com/photon/{release}/photon_{release}_x86_64"), (photon.BaseUrl, photon.ExpandedUrl));
        Assert.Equal((true, true, "file:///etc/pki/rpm-gpg/VMWARE-RPM-GPG-KEY", "/etc/yum.repos.d/photon.repo", RepositoryEra.Broadcom), (photon.Enabled, photon.GpgCheck, photon.GpgKey, photon.File, photon.Era));
        Assert.False(repositories["photon-extras"].Enabled);
        Assert.Matches(@"Id +Enabled +Era[\s\S]+photon +True +Broadcom", module.Run($"Get-ContainerOsRepository {host.User}@{host.Address} photon {ModuleSession.Login}").Rendered);
    }

    [Fact]
    public void WhatIf_says_what_would_become_of_them_and_changes_nothing()
    {
        var host = Lab.Host("photon5");
        var call = $"Set-ContainerOsRepository {host.User}@{host.Address} photon -BaseUrl https://10.0.0.9/p -WhatIf -PassThru {ModuleSession.Login}";
        var planned = (PackageRepository)Assert.Single(module.Run(call).Output).BaseObject;
        Assert.Equal(("https://10.0.0.9/p", RepositoryEra.Local), (planned.BaseUrl, planned.Era));
        Assert.Equal(RepositoryEra.Broadcom, ((PackageRepository)module.Run($"Get-ContainerOsRepository {host.User}@{host.Address} photon {ModuleSession.Login}").Output.Single().BaseObject).Era);
    }

    [Theory]
    [InlineData("photon", "NothingToChange")]
    [InlineData("-Enabled $false", "RepositoryNeeded")]
    [InlineData("photon -Repair -BaseUrl https://x/", "ContradictoryParameters")]
    [InlineData("photon -BaseUrl https://me:secret@x/", "InvalidBaseUrl")]
    public void Bad_calls_end_before_any_host_is_contacted(string parameters, string id) =>
        Assert.Equal(id, module.Run($"try {{ Set-ContainerOsRepository nowhere {parameters} }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0] }}").Output.Single().BaseObject);

    [Fact]
    public void A_system_without_repositories_says_so()
    {
        var host = Lab.Host("debian");
        Assert.StartsWith("UnsupportedOperation", Assert.Single(module.Engine.Run($"Get-ContainerOsRepository {host.User}@{host.Address} {ModuleSession.Login}").Errors).FullyQualifiedErrorId);
    }
}
