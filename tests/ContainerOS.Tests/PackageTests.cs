using System.Linq;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Get-ContainerOsPackage on real hosts. Nothing here changes a host.</summary>
public sealed class PackageTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    [Theory]
    [InlineData("photon3")]
    [InlineData("photon5")]
    public void Packages_are_installed_available_or_neither(string kind)
    {
        var host = Lab.Host(kind);
        var packages = module.Run($"Get-ContainerOsPackage {host.User}@{host.Address} docker, ipset, nosuch -Available {ModuleSession.Login}").Output.Select(output => (HostPackage)output.BaseObject).ToList();
        Assert.Equal(["docker True", "ipset False", "nosuch False"], packages.Select(package => $"{package.Name} {package.Installed}"));
        Assert.Equal((true, true), (packages[0].Version is not null, packages[0].AvailableVersion is not null));
        Assert.Equal((null, "photon"), (packages[1].Version, packages[1].Repository));
        Assert.Equal((null, null, null), (packages[2].Version, packages[2].AvailableVersion, packages[2].Detail));
        Assert.Equal(host.Address, packages[0].Address);
    }

    [Fact]
    public void Of_several_versions_the_newest_is_told()
    {
        var host = Lab.Host("photon5");
        var docker = (HostPackage)Assert.Single(module.Run($"Get-ContainerOsPackage {host.User}@{host.Address} dock?r -Available {ModuleSession.Login}").Output).BaseObject;
        Assert.Equal(("24.0.5-1.ph5", "24.0.9-2.ph5", "photon-updates"), (docker.Version, docker.AvailableVersion, docker.Repository));
        Assert.Matches(@"Name +Version +AvailableVersion +Repository[\s\S]+docker +24\.0\.5", module.Run($"Get-ContainerOsPackage {host.User}@{host.Address} d* -Available {ModuleSession.Login}").Rendered);
    }

    [Fact]
    public void Without_a_name_all_that_is_installed_comes()
    {
        var host = Lab.Host("photon5");
        Assert.All(module.Run($"Get-ContainerOsPackage {host.User}@{host.Address} {ModuleSession.Login}").Output.Select(output => (HostPackage)output.BaseObject), package => Assert.True(package.Installed));
        Assert.Equal("InvalidPackageName", module.Run("try { Get-ContainerOsPackage nowhere 'a b' } catch { $_.FullyQualifiedErrorId.Split(',')[0] }").Output.Single().BaseObject);
    }

    [Fact]
    public void A_system_without_a_package_manager_says_so()
    {
        var host = Lab.Host("debian");
        var error = Assert.Single(module.Engine.Run($"Get-ContainerOsPackage {host.User}@{host.Address} tar {ModuleSession.Login}").Errors);
        Assert.StartsWith("UnsupportedOperation", error.FullyQualifiedErrorId);
    }
}
