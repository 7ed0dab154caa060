using System.Collections.Generic;
using System.IO;
using ContainerOS.OperatingSystems;
using Xunit;

namespace ContainerOS.Tests.OperatingSystems;

public sealed class OsIdentityTests
{
    [Theory]
    [InlineData("seed/photon-3.0/os-release", OsFamily.PhotonOS, "VMware Photon OS 3.0", "photon", "3.0", null)]
    [InlineData("os-release/photon-4.0", OsFamily.PhotonOS, "VMware Photon OS 4.0", "photon", "4.0", null)]
    [InlineData("os-release/photon-5.0", OsFamily.PhotonOS, "VMware Photon OS 5.0", "photon", "5.0", null)]
    [InlineData("seed/container-linux-2303/os-release", OsFamily.ContainerLinux, "Container Linux by CoreOS 2303.3.0 (Rhyolite)", "coreos", "2303.3.0", "2019-12-02-2049")]
    [InlineData("os-release/flatcar-3815", OsFamily.Flatcar, "Flatcar Container Linux by Kinvolk 3815.2.0 (Oklo)", "flatcar", "3815.2.0", "2024-02-13-1523")]
    [InlineData("os-release/fedora-coreos-40", OsFamily.FedoraCoreOS, "Fedora CoreOS 40.20241019.3.0", "fedora", "40.20241019.3.0", null)]
    [InlineData("os-release/rhcos-4.13", OsFamily.RedHatCoreOS, "Red Hat Enterprise Linux CoreOS 413.92.202303221220-0 (Plow)", "rhcos", "413.92.202303221220-0", null)]
    [InlineData("seed/rancheros-1.5.5/os-release", OsFamily.RancherOS, "RancherOS v1.5.5", "rancheros", "1.5.5", null)]
    [InlineData("os-release/cos-117", OsFamily.ContainerOptimizedOS, "Container-Optimized OS from Google", "cos", "117", "18613.164.98")]
    [InlineData("os-release/sl-micro-6.0", OsFamily.SuseMicro, "SUSE Linux Micro 6.0", "sl-micro", "6.0", null)]
    [InlineData("os-release/sl-micro-6.2", OsFamily.SuseMicro, "SUSE Linux Micro 6.2", "sles", "6.2", null)]
    [InlineData("os-release/opensuse-microos", OsFamily.SuseMicro, "openSUSE MicroOS", "opensuse-microos", "20241112", null)]
    [InlineData("os-release/bottlerocket-1.47", OsFamily.Bottlerocket, "Bottlerocket OS 1.47.0 (aws-k8s-1.34)", "bottlerocket", "1.47.0", "6154605b")]
    [InlineData("os-release/debian-12", OsFamily.OtherLinux, "Debian GNU/Linux 12 (bookworm)", "debian", "12", null)]
    public void RecognisesRecordedSystems(string fixture, OsFamily family, string name, string id, string version, string? build)
    {
        var identity = Detect(Repository.Fixture(fixture));

        Assert.Equal((family, name, id, version, build), (identity.Family, identity.Name, identity.Id, identity.Version, identity.BuildId));
    }

    [Theory]
    [InlineData("ID=fedora", OsFamily.OtherLinux)]
    [InlineData("ID=fedora\nVARIANT_ID=server", OsFamily.OtherLinux)]
    [InlineData("ID=fedora\nVARIANT_ID=CoreOS", OsFamily.FedoraCoreOS)]
    [InlineData("ID=\"rhel\"\nVARIANT_ID=coreos", OsFamily.RedHatCoreOS)]
    [InlineData("ID=rhel", OsFamily.OtherLinux)]
    [InlineData("ID=PHOTON", OsFamily.PhotonOS)]
    [InlineData("ID=\"sle-micro\"", OsFamily.SuseMicro)]
    [InlineData("ID=\"sles\"\nVARIANT_ID=\"server\"", OsFamily.OtherLinux)]
    [InlineData("ID=\"opensuse-leap-micro\"", OsFamily.SuseMicro)]
    [InlineData("ID=\"opensuse-tumbleweed\"", OsFamily.OtherLinux)]
    [InlineData("NAME=Something", OsFamily.OtherLinux)]
    [InlineData("", OsFamily.Unknown)]
    public void RecognisesById(string text, OsFamily family) => Assert.Equal(family, OsIdentity.Detect(OsRelease.Parse(text.Split('\n')), []).Family);

    [Theory]
    [InlineData("/etc/kairos-release", OsFamily.Kairos)] // Kairos keeps the os-release of its base
    [InlineData("/.bottlerocket/rootfs/usr/lib/os-release", OsFamily.Bottlerocket)]
    [InlineData("/run/ostree-booted", OsFamily.OtherLinux)]
    [InlineData("/etc/photon-release", OsFamily.OtherLinux)] // what os-release says counts more
    public void AMarkerBesideDebiansOsRelease(string marker, OsFamily family) =>
        Assert.Equal(family, Detect(Repository.Fixture("os-release/debian-12"), marker).Family);

    [Theory]
    [InlineData("/etc/photon-release", OsFamily.PhotonOS)]
    [InlineData("/etc/cos-package-info.json", OsFamily.ContainerOptimizedOS)]
    [InlineData("/usr/bin/ros", OsFamily.RancherOS)]
    [InlineData("/etc/kairos-release", OsFamily.Kairos)]
    [InlineData("/run/ostree-booted", OsFamily.Unknown)]
    public void AMarkerWithoutOsRelease(string marker, OsFamily family)
    {
        var identity = OsIdentity.Detect(new Dictionary<string, string>(), [marker]);

        Assert.Equal(family, identity.Family);
        Assert.Null(identity.Name);
        Assert.Null(identity.Version);
    }

    [Theory]
    [InlineData("VERSION_ID=v1.5.5", "1.5.5")]
    [InlineData("VERSION_ID=vista", "vista")]
    [InlineData("VERSION_ID=v", "v")]
    [InlineData("VERSION=2.0", "2.0")]
    [InlineData("VERSION_ID=\nVERSION=2.0", "2.0")]
    [InlineData("NAME=x", null)]
    public void TheVersionHasNoLeadingV(string text, string? version) =>
        Assert.Equal(version, OsIdentity.Detect(OsRelease.Parse(text.Split('\n')), []).Version);

    [Fact]
    public void PhotonTellsItsBuildInAFileOfItsOwn() =>
        Assert.Equal("dde71ec57", OsIdentity.Detect(OsRelease.Parse(["ID=photon"]), ["/etc/photon-release"], "dde71ec57").BuildId);

    private static OsIdentity Detect(string file, params string[] markers) => OsIdentity.Detect(OsRelease.Parse(File.ReadAllLines(file)), markers);
}
