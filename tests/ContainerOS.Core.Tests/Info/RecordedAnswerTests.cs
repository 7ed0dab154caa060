using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ContainerOS.Connections;
using ContainerOS.Info;
using ContainerOS.Scripts;
using Xunit;

namespace ContainerOS.Tests.Info;

/// <summary>Answers of the lab's hosts to host-info.sh, whole and spoilt.</summary>
public sealed class RecordedAnswerTests
{
    private const string Mark = "@@recorded";
    private static readonly ConnectionFacts Connection = new() { UserName = "core", Port = 22, ServerVersion = "OpenSSH_9.2p1 Debian-2+deb12u10" };

    public static TheoryData<string> Hosts => ["photon5", "flatcar", "rancheros", "cos"];

    [Theory]
    [InlineData("photon5", OsFamily.PhotonOS, "systemd", "tdnf", PermitRootLogin.Yes, "/ /run /run/lock /srv /tmp", "6.1.83", "ipset socat ethtool ebtables tar")]
    [InlineData("flatcar", OsFamily.Flatcar, "systemd", null, null, "/ /run /run/lock /srv /tmp", "6.1.77", "")] // sshd_config is root's alone
    [InlineData("rancheros", OsFamily.RancherOS, "system-docker", null, PermitRootLogin.No, "/ /opt /run /run/lock /tmp", "4.14.138", "ipset socat ethtool ebtables")]
    [InlineData("cos", OsFamily.ContainerOptimizedOS, "systemd", null, PermitRootLogin.No, "/ /etc /mnt/disks /run /run/lock /tmp /var /var/lib/cloud", "6.1.75", "")]
    public void Reads(string host, OsFamily family, string init, string? packages, PermitRootLogin? rootLogin, string mountPoints, string kernel, string missingTools)
    {
        var info = Read(Load(host));

        Assert.Equal((family, init, packages, rootLogin), (info.OsFamily, info.InitSystem, info.PackageManager, info.PermitRootLogin));
        Assert.Equal(mountPoints.Split(' '), info.FileSystems.Select(f => f.MountPoint));
        Assert.Equal((2, 24684084L << 10, new Version(kernel), "x86_64"), (info.ProcessorCount, info.MemoryTotalBytes, info.KernelVersion, info.Architecture));
        Assert.InRange(info.MemoryUsedBytes!.Value, 1, info.MemoryTotalBytes!.Value);
        Assert.Equal(24684084L << 10, info.RootSizeBytes);
        Assert.False(info.LiveBoot);
        Assert.False(info.Ipvs!.Ready);
        Assert.Equal(missingTools, string.Join(" ", info.Ipvs.MissingTools));
        Assert.Equal(family != OsFamily.ContainerOptimizedOS, info.Ipvs.MissingModules.Any(name => name.StartsWith("nf_conntrack", StringComparison.Ordinal))); // built in there
        Assert.Equal(rootLogin is null ? [nameof(info.PermitRootLogin)] : [], info.Unknown.Select(value => value.Property));
    }

    // One that were no longer understood would rehearse nothing, and nobody would notice.
    [Fact]
    public void TheRehearsedAnswerTellsEverything()
    {
        var info = HostInfoProbe.Rehearse();

        Invariants.Check(info);
        Assert.Empty(info.Unknown);
        Assert.Equal((OsFamily.PhotonOS, "6.1.83", PermitRootLogin.No, 2), (info.OsFamily, info.KernelVersion?.ToString(), info.PermitRootLogin, info.FileSystems.Count));
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public void CutAnywhereNoValueIsWrong(string host)
    {
        var bytes = Load(host);
        var whole = Invariants.Values(Read(bytes)).ToDictionary(property => property.Name, property => Show(property.Value));
        for (var length = 0; length < bytes.Length; length++)
        {
            foreach (var (name, value) in Invariants.Values(Read(bytes[..length])))
            {
                if (name != nameof(HostInfo.Unknown) && value is not (null or OsFamily.Unknown) && Show(value).Length > 0)
                    Assert.True(Show(value) == whole[name], $"{name} is {Show(value)} at byte {length}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public void SpoiltAnywhereItIsStillAResult(string host)
    {
        var random = new Random(1);
        var original = Load(host);
        for (var round = 0; round < 1000; round++)
        {
            var bytes = (byte[])original.Clone();
            for (var i = 0; i < 30; i++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Read(bytes); // which checks all that must hold
        }
    }

    private static byte[] Load(string host) => File.ReadAllBytes(Repository.Fixture($"probe/{host}.txt"));

    private static HostInfo Read(byte[] bytes) => Answer.Read(FrameParser.Parse(bytes, [], Mark), Connection);

    private static string Show(object? value) => value switch
    {
        IEnumerable<string> texts => string.Join(",", texts),
        IEnumerable<HostFileSystem> fileSystems => string.Join(",", fileSystems.Select(f => $"{f.MountPoint} {f.Device} {f.Type} {f.SizeBytes} {f.UsedBytes} {f.FreeBytes} {f.ReadOnly}")),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
