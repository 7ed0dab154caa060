using System;
using ContainerOS.Connections;
using ContainerOS.Info;
using Xunit;

namespace ContainerOS.Tests.Info;

public sealed class HostInfoReaderTests
{
    [Fact]
    public void AHealthyHostTellsEverything()
    {
        var info = new Answer().Read();

        Assert.Empty(info.Unknown);
        Assert.Equal(("web1", "web1.example.com", 22, "root"), (info.ComputerName, info.Address, info.Port, info.UserName));
        Assert.Equal((OsFamily.PhotonOS, "VMware Photon OS 5.0", "photon", "5.0", "dde71ec57"), (info.OsFamily, info.OsName, info.OsId, info.OsVersion, info.BuildId));
        Assert.Equal(("photon-machine", "6.1.83-2.ph5-esx", new Version(6, 1, 83), "x86_64"), (info.HostName, info.KernelRelease, info.KernelVersion, info.Architecture));
        Assert.Equal(("aace4bc7aadb47b59548b838ba16d583", "ce10dd42-e5e1-4410-88b6-889a402b2b66"), (info.MachineId, info.BootId));
        Assert.Equal(("systemd", "running", 0, "tdnf", 2), (info.InitSystem, info.SystemState, info.FailedUnits, info.PackageManager, info.CgroupVersion));
        Assert.Equal((TimeSpan.FromSeconds(3600.25), Answer.Now.AddSeconds(-3600.25), TimeSpan.FromSeconds(0.5)), (info.Uptime, info.BootTime, info.ClockSkew));
        Assert.Equal((4, 120, "0.50 0.25 0.10"), (info.ProcessorCount, info.ProcessCount, info.LoadAverage!.ToString()));
        Assert.Equal((2048000L << 10, 1024000L << 10, 1024000L << 10), (info.MemoryTotalBytes, info.MemoryAvailableBytes, info.MemoryUsedBytes));
        Assert.Equal((512000L << 10, 100000L << 10), (info.SwapTotalBytes, info.SwapUsedBytes));
        Assert.Equal((16000000L << 10, 4000000L << 10, 12000000L << 10, 25.0), (info.RootSizeBytes, info.RootUsedBytes, info.RootFreeBytes, info.RootUsedPercent));
        Assert.Equal((false, false), (info.RootReadOnly, info.LiveBoot));
        Assert.Equal(["10.0.0.7"], info.Addresses);
        Assert.Equal(("OpenSSH_9.3p2", PermitRootLogin.No, SettingSource.File), (info.SshServerVersion, info.PermitRootLogin, info.PermitRootLoginSource));
    }

    [Theory]
    [InlineData("hostname", "/proc/sys/kernel/hostname", nameof(HostInfo.HostName))]
    [InlineData("machineid", "/etc/machine-id", nameof(HostInfo.MachineId))]
    [InlineData("bootid", "/proc/sys/kernel/random/boot_id", nameof(HostInfo.BootId))]
    [InlineData("kernel", "/proc/sys/kernel/osrelease", nameof(HostInfo.KernelRelease))]
    [InlineData("kernel", "/proc/sys/kernel/osrelease", nameof(HostInfo.KernelVersion))]
    [InlineData("uptime", "/proc/uptime", nameof(HostInfo.Uptime))]
    [InlineData("load", "/proc/loadavg", nameof(HostInfo.LoadAverage))]
    [InlineData("cpus", "/sys/devices/system/cpu/online", nameof(HostInfo.ProcessorCount))]
    [InlineData("mem", "/proc/meminfo", nameof(HostInfo.MemoryTotalBytes))]
    [InlineData("mem", "/proc/meminfo", nameof(HostInfo.SwapUsedBytes))]
    [InlineData("os", "/etc/os-release", nameof(HostInfo.OsId))]
    [InlineData("mount", "/proc/self/mountinfo", nameof(HostInfo.RootReadOnly))]
    [InlineData("sshdfile", "/etc/ssh/sshd_config", nameof(HostInfo.PermitRootLogin))]
    public void AFileThatIsNotThereIsNamed(string key, string file, string property)
    {
        var info = new Answer().Absent(file, key).Read();

        Assert.Contains(file, info.Why(property));
        Assert.Contains("not there or not readable", info.Why(property));
    }

    [Theory]
    [InlineData("uptime", "", nameof(HostInfo.Uptime))]
    [InlineData("uptime", "soon", nameof(HostInfo.Uptime))]
    [InlineData("uptime", "-5.00 1.00", nameof(HostInfo.Uptime))]
    [InlineData("uptime", "NaN 1.00", nameof(HostInfo.Uptime))]
    [InlineData("uptime", "-Infinity", nameof(HostInfo.Uptime))]
    [InlineData("uptime", "1e300", nameof(HostInfo.Uptime))]
    [InlineData("uptime", "99999999999999999999", nameof(HostInfo.Uptime))]
    [InlineData("uptime", "1,5 2", nameof(HostInfo.Uptime))]
    [InlineData("uptime", "5. 2", nameof(HostInfo.Uptime))]
    [InlineData("uptime", ".5 2", nameof(HostInfo.Uptime))]
    [InlineData("load", "0.10 0.20", nameof(HostInfo.LoadAverage))]
    [InlineData("load", "Infinity 0.20 0.30", nameof(HostInfo.LoadAverage))]
    [InlineData("load", "-1 0.20 0.30", nameof(HostInfo.LoadAverage))]
    [InlineData("load", "a b c", nameof(HostInfo.LoadAverage))]
    [InlineData("cpus", "many", nameof(HostInfo.ProcessorCount))]
    [InlineData("cpus", "3-0", nameof(HostInfo.ProcessorCount))]
    [InlineData("cpus", "-1", nameof(HostInfo.ProcessorCount))]
    [InlineData("cpus", "0-1000000", nameof(HostInfo.ProcessorCount))]
    [InlineData("processes", "lots", nameof(HostInfo.ProcessCount))]
    [InlineData("processes", "99999999999", nameof(HostInfo.ProcessCount))]
    [InlineData("kernel", "rolling", nameof(HostInfo.KernelVersion))]
    [InlineData("kernel", "6", nameof(HostInfo.KernelVersion))]
    [InlineData("arch", "", nameof(HostInfo.Architecture))]
    public void GarbageIsNullWithAReason(string key, string value, string property)
    {
        var info = new Answer().Fact(key, value).Read();

        Assert.NotEqual("", info.Why(property));
        Assert.Null(typeof(HostInfo).GetProperty(property)!.GetValue(info));
    }

    [Fact]
    public void WithoutFactsEverythingHasTheSameReason()
    {
        var info = new Answer().Section("facts", "init=systemd\nhostname=pho", status: null).Read();

        Assert.Null(info.HostName);
        Assert.Null(info.InitSystem);
        Assert.Equal(OsFamily.Unknown, info.OsFamily);
        Assert.All(info.Unknown, value => Assert.True(value.Reason.Contains("cut off") || value.Property.StartsWith("Root", StringComparison.Ordinal) || value.Reason.Contains("computed")
            || value.Property == nameof(HostInfo.FileSystems), value.ToString()));
        Assert.Equal(TimeSpan.FromSeconds(0.5), info.ClockSkew); // a section of its own
    }

    [Fact]
    public void WithoutAwkTheReasonSaysSo()
    {
        var info = new Answer().Section("facts", "init=systemd\npackages=tdnf\narch=x86_64\nconnection=\nprocesses=5\n", 127, "sh: 30: awk: not found\n").Section("disks", "", 1).Read();

        Assert.Contains("awk: not found", info.Why(nameof(HostInfo.KernelRelease)));
        Assert.Contains("awk", info.Why(nameof(HostInfo.OsFamily)));
        Assert.Equal("x86_64", info.Architecture);
        Assert.Equal("tdnf", info.PackageManager);
    }

    [Fact]
    public void WithoutOsReleaseTheFamilyIsUnknown()
    {
        var info = new Answer().Absent("/etc/os-release", "os", "photon", "marker").Read();

        Assert.Equal(OsFamily.Unknown, info.OsFamily);
        Assert.Contains("/etc/os-release", info.Why(nameof(HostInfo.OsFamily)));
        Assert.Null(info.OsName);
    }

    [Fact]
    public void WithoutOsReleaseAMarkerStillTells()
    {
        var info = new Answer().Absent("/etc/os-release", "os").Read();

        Assert.Equal((OsFamily.PhotonOS, "dde71ec57"), (info.OsFamily, info.BuildId));
        Assert.Contains("/etc/os-release", info.Why(nameof(HostInfo.OsVersion)));
    }

    [Theory]
    [InlineData("SystemState=degraded\nNFailedUnits=2\n", "", "degraded", 2)]
    [InlineData("NFailedUnits=0\nSystemState=starting\n", "", "starting", 0)]
    [InlineData("NFailedUnits=0\n", "", null, 0)]
    [InlineData("SystemState=running\nNFailedUnits=x\n", "", "running", null)]
    [InlineData("", "Failed to connect to bus: No such file or directory", null, null)]
    public void Units(string output, string error, string? state, int? failed)
    {
        var info = new Answer().Section("units", output, 0, error).Read();

        Assert.Equal((state, failed), (info.SystemState, info.FailedUnits));
        if (error.Length > 0)
            Assert.Equal(error, info.Why(nameof(HostInfo.SystemState)));
    }

    [Theory]
    [InlineData("system-dockerd", "system-docker")] // RancherOS
    [InlineData("system-docker", "system-docker")]
    [InlineData("init", "init")]
    public void InitSystemsWithoutSystemd(string comm, string expected)
    {
        var info = new Answer().Fact("init").Fact("pid1", comm).Without("units").Read();

        Assert.Equal(expected, info.InitSystem);
        Assert.Null(info.SystemState);
        Assert.Equal("", info.Why(nameof(HostInfo.SystemState)));
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("0-3", 4)]
    [InlineData("0-3,6", 5)]
    [InlineData("0,2,4-5", 4)]
    [InlineData("", null)]
    [InlineData("0-", null)]
    [InlineData("0-3,", null)]
    [InlineData("0 - 3", null)]
    public void CpuLists(string list, int? count) => Assert.Equal(count, HostInfoReader.CountList(list));

    [Fact]
    public void TheConnectionFillsInWhatItKnows()
    {
        var info = new Answer().Connection(new ConnectionFacts()).Read();

        Assert.Equal((22, null, null), (info.Port, info.UserName, info.SshServerVersion));
        Assert.NotEqual("", info.Why(nameof(HostInfo.SshServerVersion)));
        Assert.Equal(2222, new Answer().Connection(new ConnectionFacts { Port = 2222 }).Read().Port);
    }

    [Theory]
    [InlineData("init")]
    [InlineData("packages")]
    [InlineData("marker")]
    [InlineData("arch")]
    [InlineData("connection")]
    [InlineData("processes")]
    [InlineData("os")]
    [InlineData("photon")]
    [InlineData("hostname")]
    [InlineData("kernel")]
    [InlineData("machineid")]
    [InlineData("bootid")]
    [InlineData("uptime")]
    [InlineData("load")]
    [InlineData("cpus")]
    [InlineData("pid1")]
    [InlineData("mem")]
    [InlineData("route")]
    [InlineData("trie")]
    [InlineData("inet6")]
    [InlineData("sshd")]
    [InlineData("sshdfile")]
    [InlineData("mount")]
    [InlineData("cgroup")]
    [InlineData("absent")]
    public void TerminalEscapesNeverReachAProperty(string key)
    {
        const string escape = "\u001b]0;owned\u0007\u202e";
        foreach (var value in new[] { escape, "ID=" + escape, "PRETTY_NAME=\"" + escape + "\"", "x=" + escape, "6.1" + escape, "MemTotal: " + escape,
            $"8:3 / / rw ext{escape} /dev/{escape} rw", $"10.0.0.1 1 {escape} 22", $"/etc/ssh/sshd_config:1:PermitRootLogin {escape}", "fe80::1%" + escape })
            new Answer().Fact(key, value).Read(); // Read checks every string of the result
        new Answer().Section("disks", "x\n/dev/sda3 1 1 1 1% /" + escape + "\n", 0, escape).Section("units", "SystemState=" + escape, 0, escape).Section("clock", escape, 0, escape).Read();
    }
}
