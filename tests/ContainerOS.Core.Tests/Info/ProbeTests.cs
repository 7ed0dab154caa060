using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ContainerOS.Info;
using ContainerOS.Scripts;
using ContainerOS.Tests.Scripts;
using Xunit;

namespace ContainerOS.Tests.Info;

/// <summary>host-info.sh itself, under each sh and each awk that a host may have.</summary>
public sealed class ProbeTests
{
    public static TheoryData<string, string> ShellsAndAwks
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var sh in Shells.Posix)
            {
                foreach (var awk in new[] { "mawk", "gawk", "busybox" })
                    pairs.Add(sh, awk);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(ShellsAndAwks))]
    public async Task TellsTheSameEverywhere(string sh, string awk)
    {
        Assert.SkipWhen(Shells.Find(awk) is null, awk + " is not installed");
        using var host = Rich();
        host.Link("awk", awk);
        var info = await host.ReadAsync(sh);

        Assert.Empty(info.Unknown);
        Assert.Equal((OsFamily.PhotonOS, "5.0", "dde71ec57", "photon-machine"), (info.OsFamily, info.OsVersion, info.BuildId, info.HostName));
        Assert.Equal((4, 2, 1024000L << 10, 2), (info.ProcessorCount, info.ProcessCount, info.MemoryUsedBytes, info.CgroupVersion));
        Assert.Equal(["10.0.0.7", "2001:db8::5"], info.Addresses);
        Assert.Equal(["/", "/boot/efi", "/mnt/a disk", "/mnt/back\\slash", "/mnt/nine\\040", "/opt"], info.FileSystems.Select(f => f.MountPoint));
        Assert.Equal(("running", 0, PermitRootLogin.No), (info.SystemState, info.FailedUnits, info.PermitRootLogin));
    }

    [Theory]
    [MemberData(nameof(Shells.PosixData), MemberType = typeof(Shells))]
    public async Task ReadsThisMachine(string sh)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "not Linux");
        var content = await LocalCall.RunAsync(ScriptCall.Create(HostInfoProbe.Script(elevate: false, units: true)), "dash", sh);
        var info = Answer.Read(content, new(), now: DateTimeOffset.UtcNow);

        Assert.Equal(0, content.ExitCode);
        Assert.Equal("", content.ErrorNoise + content.OutputNoise.Trim('\n'));
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), info.KernelRelease);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), info.BootId);
        Assert.Contains("MemTotal:", File.ReadLines("/proc/meminfo").First());
        Assert.Equal(long.Parse(File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) << 10, info.MemoryTotalBytes);
        Assert.InRange(info.ProcessCount!.Value, 2, 100_000);
        Assert.InRange(info.ClockSkew!.Value.TotalSeconds, -2, 2);
        Assert.InRange(info.RootUsedBytes!.Value, 1, info.RootSizeBytes!.Value);
    }

    [Theory]
    [InlineData("awk", nameof(HostInfo.KernelRelease), "awk")]
    [InlineData("awk", nameof(HostInfo.RootSizeBytes), "")]
    [InlineData("df", nameof(HostInfo.RootSizeBytes), "df")]
    [InlineData("date", nameof(HostInfo.ClockSkew), "date")]
    [InlineData("systemctl", nameof(HostInfo.SystemState), "systemctl")]
    public async Task WithoutATool(string tool, string property, string reason)
    {
        using var host = FakeHost.Photon();
        host.Remove("bin/" + tool);
        foreach (var sh in Shells.Posix.Where(sh => Shells.Find(sh.Split(' ')[0]) is not null && (sh != "busybox sh" || !HasApplets()) && (tool != "date" || sh == "dash"))) // the other shells know the time by themselves
        {
            var info = await host.ReadAsync(sh);

            Assert.Contains(reason, info.Why(property));
            Assert.NotEqual("", info.Why(property));
            Assert.Equal("x86_64", info.Architecture); // the rest is there
        }
    }

    [Fact]
    public async Task WithoutUnameAndProcTheArchitectureIsUnknown()
    {
        using var host = FakeHost.Photon();
        host.Remove("proc/sys/kernel/arch");
        Assert.Equal("x86_64", (await host.ReadAsync()).Architecture); // kernels before 6.1: uname

        host.Remove("bin/uname");
        Assert.Null((await host.ReadAsync()).Architecture);
    }

    [Theory]
    [InlineData("proc/meminfo", nameof(HostInfo.MemoryTotalBytes))]
    [InlineData("proc/uptime", nameof(HostInfo.Uptime))]
    [InlineData("proc/loadavg", nameof(HostInfo.LoadAverage))]
    [InlineData("proc/sys/kernel/hostname", nameof(HostInfo.HostName))]
    [InlineData("proc/sys/kernel/osrelease", nameof(HostInfo.KernelRelease))]
    [InlineData("proc/self/mountinfo", nameof(HostInfo.LiveBoot))]
    [InlineData("etc/os-release", nameof(HostInfo.OsVersion))]
    [InlineData("etc/machine-id", nameof(HostInfo.MachineId))]
    [InlineData("etc/ssh/sshd_config", nameof(HostInfo.PermitRootLogin))]
    [InlineData("sys/devices/system/cpu/online", nameof(HostInfo.ProcessorCount))]
    public async Task AFileThatIsMissingOrEmpty(string file, string property)
    {
        foreach (var awk in new[] { "mawk", "gawk", "busybox" }.Where(awk => Shells.Find(awk) is not null))
        {
            using var host = FakeHost.Photon();
            host.Link("awk", awk).Remove(file);
            Assert.Equal($"/{file} is not there or not readable", (await host.ReadAsync()).Why(property));

            if (file == "etc/ssh/sshd_config")
                continue; // an empty one is an answer
            host.Write(file, "");
            Assert.NotEqual("", (await host.ReadAsync()).Why(property));
        }
    }

    [Fact]
    public async Task OsReleaseIsReadFromUsrToo()
    {
        using var host = FakeHost.Photon();
        host.Remove("etc/os-release").Write("usr/lib/os-release", "\ufeffID=flatcar\r\nVERSION_ID=\"3815.2.0\"\r\n# end");

        var info = await host.ReadAsync();
        Assert.Equal((OsFamily.Flatcar, "3815.2.0"), (info.OsFamily, info.OsVersion));
    }

    [Fact]
    public async Task BottlerocketIsReadFromItsOwnRoot()
    {
        using var host = FakeHost.Photon();
        host.Write("etc/os-release", "ID=amzn\nVERSION_ID=2\n").Write(".bottlerocket/rootfs/usr/lib/os-release", File.ReadAllText(Repository.Fixture("os-release/bottlerocket-1.47")));

        var info = await host.ReadAsync();
        Assert.Equal((OsFamily.Bottlerocket, "1.47.0"), (info.OsFamily, info.OsVersion));
    }

    [Theory]
    [InlineData("mawk")]
    [InlineData("gawk")]
    [InlineData("busybox")]
    public async Task AnOsReleaseOfTenMegabytes(string awk)
    {
        Assert.SkipWhen(Shells.Find(awk) is null, awk + " is not installed");
        using var host = FakeHost.Photon();
        host.Link("awk", awk);
        host.Write("etc/os-release", "ID=photon\nVERSION_ID=5.0\nX=" + new string('x', 10_000_000) + "\n");
        Assert.Equal("5.0", (await host.ReadAsync()).OsVersion);

        host.Write("etc/os-release", string.Concat(Enumerable.Repeat("X=" + new string('x', 98) + "\n", 100_000)) + "ID=photon\n");
        var content = await host.RunAsync();
        Assert.True(content.Sections["facts"].Output.Length < 100_000);
        Assert.Null((await host.ReadAsync()).OsId);
    }

    [Fact]
    public async Task TheKernelsArgumentsAndLongLinesAreCut()
    {
        using var host = FakeHost.Photon();
        host.Write("proc/cmdline", new string('x', 1_000_000) + " boot=live\n").Write("proc/sys/kernel/hostname", new string('h', 100_000) + "\n");

        Assert.Equal(4096, (await host.ReadAsync()).HostName!.Length);
    }

    [Fact]
    public async Task DfIsNotSentBehindANetwork()
    {
        using var host = FakeHost.Photon();
        foreach (var type in new[] { "nfs4", "cifs", "fuse.sshfs", "9p", "ceph" })
            host.Mount("0:99", "/mnt/" + type, type, "server:/x", 1000, 1, 999);
        host.Tool("df", "echo \"$@\" >&2; exit 1");

        Assert.DoesNotContain("/mnt", (await host.RunAsync()).Sections["disks"].FirstError);
    }

    [Fact]
    public async Task OfAnOverlayOnlyTheUpperDirectoryIsSent()
    {
        using var host = new FakeHost();
        host.Mount("0:47", "/", "overlay", "overlay", 1000, 1, 999, superOptions: "rw,lowerdir=" + new string('l', 20_000) + ",upperdir=/var/upper,workdir=/var/work");
        var content = await host.RunAsync();

        Assert.Contains("0:47 / / rw,relatime overlay overlay rw,upperdir=/var/upper", new HostFacts(content.Sections["facts"]).All("mount"));
    }

    [Theory]
    [InlineData(0, "cgroup", "/sys/fs/cgroup/memory", 1)]
    [InlineData(1, "cgroup2", "/sys/fs/cgroup/unified", 1)] // hybrid
    [InlineData(0, "cgroup2", "/sys/fs/cgroup", 2)]
    [InlineData(0, "cgroup2", "/sys/fs/cgroup/unified", null)]
    public async Task Cgroups(int controllers, string type, string point, int? version)
    {
        using var host = new FakeHost();
        host.Mount("8:3", "/", "ext4", "/dev/sda3", 1000, 1, 999);
        for (var i = 0; i < controllers; i++)
            host.Mount("0:" + (40 + i), "/sys/fs/cgroup/c" + i, "cgroup", "cgroup", 0, 0, 0);
        host.Mount("0:60", point, type, type, 0, 0, 0);

        Assert.Equal(version, (await host.ReadAsync()).CgroupVersion);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task InvalidBytesDoNoHarm(bool instead)
    {
        using var host = FakeHost.Photon();
        var garbage = new byte[5000];
        new Random(1).NextBytes(garbage);
        foreach (var file in Directory.EnumerateFiles(host.Root, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/bin/")))
        {
            if (instead)
                await File.WriteAllBytesAsync(file, garbage, TestContext.Current.CancellationToken);
            else
                await File.AppendAllTextAsync(file, Encoding.Latin1.GetString(garbage), Encoding.Latin1, TestContext.Current.CancellationToken);
        }

        foreach (var awk in new[] { "mawk", "gawk", "busybox" }.Where(awk => Shells.Find(awk) is not null))
            await host.Link("awk", awk).ReadAsync();
    }

    private static FakeHost Rich()
    {
        var host = FakeHost.Photon();
        host.Mount("8:3", "/home", "ext4", "/dev/sda3", 1, 1, 1).Mount("8:4", "/opt/longer", "ext4", "/dev/sdb", 3000, 1000, 2000).Mount("8:4", "/opt", "ext4", "/dev/sdb", 3000, 1000, 2000);
        host.Mount("8:5", "/mnt/a disk", "xfs", "/dev/sdc", 3000, 1000, 2000).Mount("8:6", "/mnt/back\\slash", "xfs", "/dev/sdd", 3000, 1000, 2000).Mount("8:7", "/mnt/nine\\040", "xfs", "/dev/sde", 3000, 1000, 2000);
        host.Mount("0:70", "/proc", "proc", "proc", 0, 0, 0).Mount("0:71", "/var/lib/docker/overlay2/x/merged", "overlay", "overlay", 1, 1, 1).Mount("0:72", "/run/user/0", "tmpfs", "tmpfs", 1, 0, 1);
        return host;
    }

    /// <summary>A busybox built to prefer its own applets has no missing tools.</summary>
    private static bool HasApplets()
    {
        using var run = LocalShell.Start([.. Shells.Words("busybox sh"), "-c", "PATH=/nonexistent awk 'BEGIN { exit }'; echo $?"], []);
        run.EndAsync().GetAwaiter().GetResult();
        return run.OutputText.Trim() == "0";
    }
}
