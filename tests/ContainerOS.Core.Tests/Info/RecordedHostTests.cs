using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ContainerOS.Tests.Info;

/// <summary>The hosts of the article, with its mistakes as cases.</summary>
public sealed class RecordedHostTests
{
    private const long Mebi = 1 << 20;

    [Fact]
    public async Task PhotonOS()
    {
        using var host = RecordedHost.Create("photon-3.0", "free-h.after-docker.txt", 11 * 60);
        var info = await host.ReadAsync();

        Assert.Equal((OsFamily.PhotonOS, "VMware Photon OS 3.0", "3.0"), (info.OsFamily, info.OsName, info.OsVersion));
        Assert.Equal(("photon-machine", "4.19.79-1.ph3-esx", new Version(4, 19, 79)), (info.HostName, info.KernelRelease, info.KernelVersion));
        Assert.Equal((1, "running", 0), (info.ProcessorCount, info.SystemState, info.FailedUnits));
        Assert.Equal((2048 * Mebi, 0L, 0L), (info.MemoryTotalBytes, info.SwapTotalBytes, info.SwapUsedBytes));
        Assert.Equal((16L << 30, 515 * Mebi, 15L << 30), (info.RootSizeBytes, info.RootUsedBytes, info.RootFreeBytes));
        Assert.Equal(TimeSpan.FromMinutes(11), info.Uptime);
        Assert.Equal(["/", "/boot/efi", "/run", "/tmp"], info.FileSystems.Select(f => f.MountPoint));
        Assert.False(info.LiveBoot);
    }

    [Fact]
    public async Task PhotonOSUsesNoMoreMemoryForItsCaches()
    {
        using var before = RecordedHost.Create("photon-3.0", "free-h.before-docker.txt", 60);
        using var after = RecordedHost.Create("photon-3.0", "free-h.after-docker.txt", 60);

        // Its caches grew from 93 to 238 MiB; what is available did not change.
        Assert.Equal((await before.ReadAsync()).MemoryUsedBytes, (await after.ReadAsync()).MemoryUsedBytes);
    }

    [Fact]
    public async Task ContainerLinux()
    {
        using var host = RecordedHost.Create("container-linux-2303", "free-h.txt", 300);
        var info = await host.ReadAsync();

        Assert.Equal((OsFamily.ContainerLinux, "2303.3.0", "2019-12-02-2049"), (info.OsFamily, info.OsVersion, info.BuildId));
        Assert.Equal(("4.19.86-coreos", new Version(4, 19, 86), 2), (info.KernelRelease, info.KernelVersion, info.ProcessorCount));
        Assert.Equal((961 * Mebi, 445 * Mebi, 516 * Mebi), (info.MemoryTotalBytes, info.MemoryAvailableBytes, info.MemoryUsedBytes));
        Assert.Contains(info.FileSystems, f => f.MountPoint == "/usr" && f.Device == "/dev/mapper/usr");
        Assert.Null(info.PackageManager);
        Assert.False(info.LiveBoot);
    }

    [Fact]
    public async Task ContainerLinuxHasAClockThatIsHoursAhead()
    {
        // "Since: Tue 2019-12-31 13:38:05 UTC; 7h left": booted seven hours from now, by the terminal's clock.
        var boot = new DateTimeOffset(2019, 12, 31, 13, 38, 5, TimeSpan.Zero);
        using var host = RecordedHost.Create("container-linux-2303", "free-h.txt", 300);
        host.Now = boot.AddHours(-7);
        host.Tool("date", $"echo {boot.AddSeconds(300).ToUnixTimeSeconds()}.000000000");
        var info = await host.ReadAsync();

        Assert.Equal(TimeSpan.FromHours(7) + TimeSpan.FromMinutes(5), info.ClockSkew);
        Assert.True(info.ClockSkew > HostInfo.ClockSkewLimit);
        Assert.Equal(host.Now.AddSeconds(-300), info.BootTime); // five minutes ago, whatever its clock says
    }

    [Fact]
    public async Task RancherOS()
    {
        using var host = RecordedHost.Create("rancheros-1.5.5", "free-m.txt", 9 * 60);
        var info = await host.ReadAsync();

        Assert.Equal((OsFamily.RancherOS, "RancherOS v1.5.5", "1.5.5", null), (info.OsFamily, info.OsName, info.OsVersion, info.BuildId));
        Assert.Equal(("4.14.138-rancher", new Version(4, 14, 138), 4), (info.KernelRelease, info.KernelVersion, info.ProcessorCount));
        Assert.Equal(("system-docker", null, null, 1), (info.InitSystem, info.SystemState, info.PackageManager, info.CgroupVersion));
        Assert.Equal(((long)(28.0 * (1L << 30)), 1L << 30), (info.RootSizeBytes, info.RootUsedBytes));
        Assert.False(info.LiveBoot); // installed: its data is on /dev/sda1
    }

    [Fact]
    public async Task RancherOSDoesNotUse1224Megabytes()
    {
        using var host = RecordedHost.Create("rancheros-1.5.5", "free-m.txt", 9 * 60);
        var info = await host.ReadAsync();

        Assert.Equal(3947 * Mebi, info.MemoryTotalBytes);
        Assert.InRange(info.MemoryUsedBytes!.Value, 231 * Mebi, 232 * Mebi); // free rounds each number by itself
    }

    [Fact]
    public async Task RancherOSListsItsDiskOnce()
    {
        using var host = RecordedHost.Create("rancheros-1.5.5", "free-m.txt", 9 * 60);
        var info = await host.ReadAsync();

        Assert.Equal(["/", "/host/dev/shm", "/opt", "/run"], info.FileSystems.Select(f => f.MountPoint)); // df -h has 37 lines
        Assert.Equal("/dev/sda1", info.FileSystems.Single(f => f.MountPoint == "/opt").Device);
    }

    [Fact]
    public async Task RancherOSWasMeasuredWhileLive()
    {
        // docker info, taken before the installation, has "Backing Filesystem: tmpfs".
        using var host = RecordedHost.Create("rancheros-1.5.5", "free-m.txt", 9 * 60, mounts => mounts.Replace("/dev/sda1 on", "none on").Replace("type ext4", "type tmpfs"));

        Assert.True((await host.ReadAsync()).LiveBoot);
    }

    [Theory]
    [InlineData("16G", 16L << 30)]
    [InlineData("944.0K", 944L << 10)]
    [InlineData("2.0Gi", 2L << 30)]
    [InlineData("961Mi", 961L << 20)]
    [InlineData("0B", 0)]
    [InlineData("0", 0)]
    public void HumanSizes(string size, long bytes) => Assert.Equal(bytes, RecordedHost.Bytes(size));
}
