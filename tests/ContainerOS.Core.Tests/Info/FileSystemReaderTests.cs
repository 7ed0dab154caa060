using System.Linq;
using Xunit;

namespace ContainerOS.Tests.Info;

public sealed class FileSystemReaderTests
{
    private const string Head = "Filesystem     1024-blocks    Used Available Capacity Mounted on\n";

    [Fact]
    public void EachDeviceOnce()
    {
        var info = new Answer()
            .Fact("mount", "0:1 / / rw rootfs rootfs rw", "8:1 / / rw ext4 /dev/sda1 rw", "8:1 /x /opt rw ext4 /dev/sda1 rw", "8:1 /y /etc/hosts rw ext4 /dev/sda1 rw", "0:20 / /run rw tmpfs none rw", "0:20 / /var/run rw tmpfs none rw")
            .Section("disks", Head + "/dev/sda1 1000 100 900 10% /\n/dev/sda1 1000 100 900 10% /\nnone 500 0 500 0% /var/run\nnone 500 0 500 0% /run\n").Read();

        Assert.Equal(["/ /dev/sda1 ext4", "/run none tmpfs"], info.FileSystems.Select(f => $"{f.MountPoint} {f.Device} {f.Type}"));
    }

    [Fact]
    public void BusyboxNamesAnotherMountPointOfTheDevice()
    {
        var info = new Answer().Fact("mount", "0:47 / / rw overlay overlay rw", "8:1 /a /media rw ext4 /dev/sda1 rw", "8:1 /b /opt rw ext4 /dev/sda1 rw")
            .Section("disks", Head + "/dev/sda1 1000 100 900 10% /media\noverlay 1000 100 900 10% /\n").Read();

        Assert.Equal(["/", "/opt"], info.FileSystems.Select(f => f.MountPoint));
    }

    [Theory]
    [InlineData("/mnt/my\\040disk", "/mnt/my disk", "/mnt/my disk")]
    [InlineData("/mnt/a\\134b", "/mnt/a\\b", "/mnt/a\\b")]
    [InlineData("/mnt/a\\134040b", "/mnt/a\\040b", "/mnt/a\\040b")]
    [InlineData("/mnt/50%\\0401\\0402", "/mnt/50% 1 2", "/mnt/50% 1 2")]
    [InlineData("/mnt/\u001b[2J", "/mnt/\u001b[2J", "/mnt/\\u001b[2J")]
    public void OddMountPoints(string kernel, string df, string shown)
    {
        var info = new Answer().Fact("mount", "8:3 / / rw ext4 /dev/sda3 rw", $"8:9 / {kernel} rw ext4 /dev/disk\\040one rw")
            .Section("disks", Head + $"/dev/disk one 1000 100 900 10% {df}\n").Read();

        Assert.Equal((shown, "/dev/disk one"), (info.FileSystems.Single().MountPoint, info.FileSystems.Single().Device));
    }

    [Theory]
    [InlineData("/dev/sda3 1000 400 -50 113% /", 1000, 400, 0)] // the reserve for root is in use
    [InlineData("/dev/sda3 1000 0 1000 0% /", 1000, 0, 1000)]
    [InlineData("/dev/sda3 1000 400 600 - /", 1000, 400, 600)]
    [InlineData("a b c 1000 400 600 40% /", 1000, 400, 600)]
    public void LinesOfDf(string line, long size, long used, long free)
    {
        var info = new Answer().Section("disks", Head + line + "\n").Read();

        Assert.Equal((size << 10, used << 10, free << 10), (info.RootSizeBytes, info.RootUsedBytes, info.RootFreeBytes));
    }

    [Theory]
    [InlineData("/dev/sda3 0 0 0 - /")]
    [InlineData("/dev/sda3 - - - - /")]
    [InlineData("/dev/sda3 -1000 400 600 40% /")]
    [InlineData("/dev/sda3 99999999999999999999 400 600 40% /")]
    [InlineData("/dev/sda3 1000000000000000 400 600 40% /")]
    [InlineData("/dev/sda3 1000 400 600 1000% /")]
    [InlineData("/dev/sda3 1000 400 600 forty% /")]
    [InlineData("/dev/sda3 1000 400 --600 40% /")]
    [InlineData("/dev/sda3 1000 400 600 40% /elsewhere")]
    [InlineData("garbage")]
    [InlineData("")]
    public void LinesThatSayNothingOfTheRoot(string line)
    {
        var info = new Answer().Section("disks", Head + line + "\n").Read();

        Assert.Null(info.RootSizeBytes);
        Assert.Equal("df does not list /", info.Why(nameof(info.RootFreeBytes)));
    }

    [Theory]
    [InlineData(null, null, "", "ended before")]
    [InlineData(Head + "/dev/sda3 1000 400 600 40% /\n/dev/sda2 10", null, "", "cut off")]
    [InlineData("", 127, "sh: 1: df: not found\n", "df: not found")]
    public void WithoutDfAllOfItIsUnknown(string? output, int? status, string error, string reason)
    {
        var info = (output is null ? new Answer().Without("disks") : new Answer().Section("disks", output, status, error)).Read();

        Assert.Null(info.RootSizeBytes);
        Assert.Empty(info.FileSystems);
        Assert.Contains(reason, info.Why(nameof(info.FileSystems)));
        Assert.False(info.RootReadOnly); // from mountinfo
    }

    [Theory]
    [InlineData("8:3 / / rw,relatime ext4 /dev/sda3 rw,errors=remount-ro", false)]
    [InlineData("8:3 / / ro,relatime ext4 /dev/sda3 ro", true)]
    [InlineData("8:3 / / ro ext4 /dev/sda3 rw", true)]
    [InlineData("8:3 / / rw,relatime ext4 /dev/sda3 ro,errors=remount-ro", true)] // the kernel gave up writing
    [InlineData("0:47 / / rw overlay overlay ro,", true)]
    [InlineData("8:3 / / rw,room ext4 /dev/sda3 rw,root=x", false)]
    public void RootReadOnly(string mount, bool expected) => Assert.Equal(expected, new Answer().Fact("mount", mount).Read().RootReadOnly);

    [Fact]
    public void TheLastMountOnTheRootCounts() =>
        Assert.True(new Answer().Fact("mount", "0:1 / / rw rootfs rootfs rw", "8:3 / / ro ext4 /dev/sda3 ro").Read().RootReadOnly);

    [Theory]
    [InlineData("8:3 / / rw ext4 /dev/sda3 rw", "", false)]
    [InlineData("0:1 / / rw rootfs rootfs rw", "", true)]
    [InlineData("0:1 / / rw tmpfs tmpfs rw", "", true)]
    [InlineData("7:0 / / ro squashfs /dev/loop0 ro", "", true)]
    [InlineData("11:0 / / ro iso9660 /dev/sr0 ro", "", true)]
    [InlineData("254:0 / / ro ext2 /dev/dm-0 ro", "", false)] // Container-Optimized OS
    [InlineData("8:3 / / rw ext4 /dev/sda3 rw", "boot=live quiet", true)]
    [InlineData("8:3 / / rw ext4 /dev/sda3 rw", "quiet rd.live.image", true)]
    [InlineData("8:3 / / rw ext4 /dev/sda3 rw", "root=live:CDLABEL=x", true)]
    [InlineData("8:3 / / rw ext4 /dev/sda3 rw", "noboot=live", false)]
    [InlineData("0:40 / / ro overlay overlay ro,", "/run/ostree-live", true)]
    [InlineData("0:40 / / ro overlay composefs ro,", "/run/ostree-booted", false)]
    [InlineData("0:40 / / rw overlay overlay rw,upperdir=/data/upper|8:3 / /data rw ext4 /dev/sda3 rw", "", false)]
    [InlineData("0:40 / / rw overlay overlay rw,upperdir=/data/upper|0:41 / /data rw tmpfs tmpfs rw", "", true)]
    [InlineData("0:40 / / rw overlay overlay rw,upperdir=/database/upper|0:41 / /data rw tmpfs tmpfs rw", "", null)]
    [InlineData("0:40 / / rw overlay overlay rw,upperdir=/var/x|8:3 / /var rw ext4 /dev/sda3 rw|0:41 / /var/x rw tmpfs tmpfs rw", "", false)]
    [InlineData("0:40 / / rw overlay overlay rw,upperdir=/var/x/u|8:3 / /var rw ext4 /dev/sda3 rw|0:41 / /var/x rw tmpfs tmpfs rw", "", true)]
    [InlineData("0:40 / / rw overlay overlay rw,upperdir=/gone/upper", "", null)]
    [InlineData("0:40 / / rw overlay overlay rw,", "", null)]
    public void LiveBoot(string mounts, string hint, bool? expected)
    {
        var info = new Answer().Fact("mount", mounts.Split('|')).Fact("marker", hint.StartsWith('/') ? hint : "/etc/x").Fact("cmdline", hint.StartsWith('/') ? "" : hint).Read();

        Assert.Equal(expected, info.LiveBoot);
        Assert.Equal(expected is null, info.Why(nameof(info.LiveBoot)).Length > 0);
    }

    [Theory]
    [InlineData("8:1 / /var/lib/docker rw ext4 /dev/sda1 rw", false)]
    [InlineData("0:30 / /var/lib/docker rw tmpfs none rw", true)]
    [InlineData("0:30 / /home rw tmpfs none rw|8:1 / /var/lib/rancher rw ext4 /dev/sda1 rw", false)]
    [InlineData("7:1 / /opt rw ext4 /dev/loop1 rw", null)]
    public void RancherOSIsLiveWhereItsDataIs(string mounts, bool? expected)
    {
        var info = new Answer().Fact("os", "ID=rancheros").Fact("marker").Fact("init").Fact("pid1", "system-dockerd").Without("units")
            .Fact("mount", ["0:40 / / rw overlay overlay rw,upperdir=/var/lib/system-docker/overlay2/f/diff", .. mounts.Split('|')]).Read();

        Assert.Equal(expected, info.LiveBoot);
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("1", 1)]
    [InlineData("1|2", 2)]
    [InlineData("", null)]
    public void CgroupVersion(string facts, int? expected) =>
        Assert.Equal(expected, new Answer().Fact("cgroup", facts.Length == 0 ? [] : facts.Split('|')).Read().CgroupVersion);

    [Theory]
    [InlineData("8:3 / /")]
    [InlineData("")]
    [InlineData("a b c d e f g h")]
    public void BrokenMountLinesAreNone(string mount)
    {
        var info = new Answer().Fact("mount", mount).Read();

        Assert.Null(info.RootReadOnly);
        Assert.Null(info.LiveBoot);
        Assert.Empty(info.FileSystems);
    }

    [Fact]
    public void AFileSystemNamesItself() => Assert.Equal("/ (25 %)", new Answer().Read().FileSystems[0].ToString());
}
