using System;
using System.Linq;
using ContainerOS.OperatingSystems;
using Xunit;

namespace ContainerOS.Tests.OperatingSystems;

public sealed class OsProfilesTests
{
    public static TheoryData<OsFamily> Families => [.. Enum.GetValues<OsFamily>()];

    [Theory]
    [MemberData(nameof(Families))]
    public void EveryFamilyHasACompleteProfile(OsFamily family)
    {
        var profile = OsProfiles.For(family);

        Assert.Equal(family, profile.Family);
        Assert.NotEmpty(profile.DisplayName);
        Assert.Equal(profile.DisplayName, profile.ToString());
        Assert.StartsWith("/etc/ssh/", profile.SshdConfigFile);
        Assert.All(profile.PersistentPaths, path => Assert.StartsWith("/", path));
        Assert.Equal(profile.SshdControl == SshdControl.SignalMaster, profile.SshdUnit is null);
        Assert.False(profile.EtcPersists && profile.PersistentPaths.Count == 0);
        Assert.False(profile.PackagesNeedReboot && profile.PackageManager is null);
    }

    [Fact]
    public void DisplayNamesDiffer() => Assert.Distinct(Enum.GetValues<OsFamily>().Select(family => OsProfiles.For(family).DisplayName));

    [Fact]
    public void RancherOSKeepsItsSshdConfigInATemplate()
    {
        var profile = OsProfiles.For(OsFamily.RancherOS);

        Assert.Equal("/etc/ssh/sshd_config.tpl", profile.SshdConfigFile);
        Assert.False(profile.EtcPersists);
        Assert.Equal("system-docker", profile.InitSystem);
        Assert.Contains("/var/lib/docker", profile.PersistentPaths);
    }

    [Theory]
    [InlineData(OsFamily.PhotonOS, "tdnf", true)]
    [InlineData(OsFamily.ContainerLinux, null, true)]
    [InlineData(OsFamily.Flatcar, null, true)]
    [InlineData(OsFamily.FedoraCoreOS, "rpm-ostree", true)]
    [InlineData(OsFamily.RedHatCoreOS, "rpm-ostree", true)]
    [InlineData(OsFamily.RancherOS, null, false)]
    [InlineData(OsFamily.ContainerOptimizedOS, null, false)]
    [InlineData(OsFamily.SuseMicro, "transactional-update", true)]
    public void PackagesAndEtc(OsFamily family, string? packageManager, bool etcPersists)
    {
        Assert.Equal(packageManager, OsProfiles.For(family).PackageManager);
        Assert.Equal(etcPersists, OsProfiles.For(family).EtcPersists);
    }

    [Theory]
    [InlineData(OsFamily.PhotonOS, null)]
    [InlineData(OsFamily.ContainerLinux, null)]
    [InlineData(OsFamily.ContainerOptimizedOS, null)]
    [InlineData(OsFamily.Flatcar, "/etc/ssh/sshd_config.d")]
    [InlineData(OsFamily.FedoraCoreOS, "/etc/ssh/sshd_config.d")]
    public void OnlySomeShippedConfigurationsIncludeDropIns(OsFamily family, string? directory) =>
        Assert.Equal(directory, OsProfiles.For(family).SshdDropInDirectory);
}
