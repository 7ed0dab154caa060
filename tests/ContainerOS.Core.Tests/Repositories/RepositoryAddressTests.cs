using ContainerOS.Repositories;
using Xunit;

namespace ContainerOS.Tests.Repositories;

public sealed class RepositoryAddressTests
{
    [Theory]
    [InlineData("https://dl.bintray.com/vmware/photon_updates_3.0_x86_64", RepositoryEra.BintrayDead)]
    [InlineData("https://packages.vmware.com/photon/4.0/photon_4.0_x86_64", RepositoryEra.VmwareGone)]
    [InlineData("https://packages.broadcom.com/photon/5.0/photon_5.0_x86_64", RepositoryEra.Broadcom)]
    [InlineData("file:///mnt/cdrom/RPMS", RepositoryEra.Local)]
    [InlineData("http://192.168.7.2/photon", RepositoryEra.Local)]
    [InlineData("http://[fd00::1]/photon", RepositoryEra.Local)]
    [InlineData("http://mirror/photon", RepositoryEra.Local)]
    [InlineData("https://172.32.0.1/photon", RepositoryEra.Other)]
    [InlineData("https://example.com/photon", RepositoryEra.Other)]
    [InlineData("nonsense", RepositoryEra.Other)]
    [InlineData(null, RepositoryEra.Other)]
    public void An_address_tells_its_era(string? url, RepositoryEra era) => Assert.Equal(era, RepositoryAddress.Era(url));

    [Theory]
    [InlineData("https://dl.bintray.com/vmware/photon_updates_$releasever_$basearch", "https://packages.broadcom.com/photon/$releasever/photon_updates_$releasever_$basearch")]
    [InlineData("http://dl.bintray.com/vmware/photon_extras_3.0_x86_64/", "https://packages.broadcom.com/photon/$releasever/photon_extras_3.0_x86_64")]
    [InlineData("https://packages.vmware.com/photon/$releasever/photon_$releasever_$basearch", "https://packages.broadcom.com/photon/$releasever/photon_$releasever_$basearch")]
    [InlineData("https://dl.bintray.com/somebody/else", null)]
    [InlineData("https://packages.vmware.com/tools/esx", null)]
    [InlineData("https://packages.broadcom.com/photon/5.0/photon_5.0_x86_64", null)]
    [InlineData("https://example.com/?https://packages.vmware.com/photon/x", null)]
    public void A_dead_address_becomes_the_living_one(string url, string? living) => Assert.Equal(living, RepositoryAddress.Repaired(url));

    [Theory]
    [InlineData("https://mirror.example.com/photon/$releasever/photon_$releasever_$basearch", true)]
    [InlineData("file:///mnt/cdrom", true)]
    [InlineData("ftp://mirror/photon", false)]
    [InlineData("https://user:secret@mirror/photon", false)]
    [InlineData("https://mirror/a b", false)]
    [InlineData("https://mirror/a\ngpgcheck=0", false)]
    [InlineData("mirror", false)]
    public void Only_addresses_that_may_stand_in_a_file_are_set(string url, bool isGood) => Assert.Equal(isGood, RepositoryAddress.Problem(url) is null);

    [Fact]
    public void Variables_become_the_hosts_own() =>
        Assert.Equal("https://x/5.0/photon_5.0_x86_64", RepositoryAddress.Expand("https://x/${releasever}/photon_$releasever_$basearch", "5.0", "x86_64"));
}
