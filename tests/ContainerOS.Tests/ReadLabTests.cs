using System;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Get-ContainerOsInfo on real hosts.</summary>
public sealed class ReadLabTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    private static string Targets => string.Join(",", Lab.Hosts.Select(host => $"'{host.User}@{host.Address}:{host.Port}'"));

    [Fact]
    public void Every_host_of_the_lab_is_read_once()
    {
        var result = module.Run($"Get-ContainerOsInfo {Targets} {ModuleSession.Login}");
        var hosts = result.Output.Select(output => Assert.IsType<HostInfo>(output.BaseObject)).ToList();
        Assert.Equal(Lab.Hosts.Select(host => host.Address).Order(), hosts.Select(host => host.Address).Order());
        Assert.All(hosts, host =>
        {
            var lab = Lab.Hosts.Single(candidate => candidate.Address == host.Address);
            Assert.Equal(lab.Name, host.HostName);
            Assert.Equal(lab.User, host.UserName);
            Assert.Equal(lab.Port, host.Port);
            Assert.NotEmpty(host.MachineId!);
            Assert.True(host.KernelVersion >= new Version(4, 0));
            Assert.Equal(Environment.ProcessorCount, host.ProcessorCount);
            Assert.Equal(host.MemoryTotalBytes - host.MemoryAvailableBytes, host.MemoryUsedBytes);
            Assert.True(host.RootSizeBytes > host.RootUsedBytes);
            Assert.InRange(host.ClockSkew!.Value.TotalSeconds, -2, 2);
            Assert.InRange(host.Uptime!.Value.TotalSeconds, 1, 1e9);
            Assert.True((DateTimeOffset.UtcNow - host.Uptime - host.BootTime!.Value)!.Value.Duration() < TimeSpan.FromSeconds(30));
            Assert.StartsWith("OpenSSH_", host.SshServerVersion);
            Assert.True(host.ProcessCount > 1);
            Assert.Contains(host.FileSystems, fileSystem => fileSystem.MountPoint == "/");
            Assert.Equal(lab.Address, host.Addresses[0]);
            Assert.True(host.Duration > TimeSpan.Zero);
        });
        Assert.Equal(hosts.Count, hosts.Select(host => host.MachineId).Distinct().Count());
    }

    [Theory]
    [InlineData("photon3", OsFamily.PhotonOS, "3.0", "systemd", "tdnf")]
    [InlineData("photon5", OsFamily.PhotonOS, "5.0", "systemd", "tdnf")]
    [InlineData("containerlinux", OsFamily.ContainerLinux, "2303.3.0", "systemd", null)]
    [InlineData("flatcar", OsFamily.Flatcar, "3815.2.0", "systemd", null)]
    [InlineData("rancheros", OsFamily.RancherOS, "1.5.5", "system-docker", null)]
    [InlineData("cos", OsFamily.ContainerOptimizedOS, "117", "systemd", null)]
    [InlineData("debian", OsFamily.OtherLinux, "12", "systemd", "apt-get")]
    public void Each_operating_system_is_told_for_what_it_is(string kind, OsFamily family, string version, string init, string? packageManager)
    {
        var host = Read(kind, "-IncludeUnits");
        Assert.Equal(family, host.OsFamily);
        Assert.Equal(version, host.OsVersion);
        Assert.Equal(init, host.InitSystem);
        Assert.Equal(packageManager, host.PackageManager);
        Assert.Equal(init == "systemd", host.SystemState is not null);
        Assert.Equal(init == "systemd", host.FailedUnits is not null);
    }

    [Fact]
    public void Sshd_itself_is_asked_when_elevated()
    {
        var host = Read("flatcar", "-Elevate");
        Assert.Equal(SettingSource.Sshd, host.PermitRootLoginSource);
        Assert.NotNull(host.PermitRootLogin);
    }

    [Fact]
    public void Where_sudo_refuses_the_host_is_read_all_the_same_and_says_so()
    {
        var host = Read("debian", "-Elevate -UserName nosudo", withUser: false);
        Assert.NotNull(host.KernelRelease);
        Assert.NotEqual(SettingSource.Sshd, host.PermitRootLoginSource);
        Assert.Contains(host.Unknown, unknown => unknown.Property == "PermitRootLogin" && unknown.Reason.Contains("sshd could not be asked"));
    }

    [Fact]
    public void The_table_has_a_row_per_host_in_human_units()
    {
        var host = Lab.Host("photon5");
        var text = module.Run($"Get-ContainerOsInfo {host.User}@{host.Address} {ModuleSession.Login}").Rendered;
        Assert.Matches(@"ComputerName +OperatingSystem +Kernel +Uptime +Memory +Root +CPU +Notes", text);
        Assert.Matches(@"127\.\S+ +Photon OS 5\.0 +\d\S+ +\d+\S* .*\d[KMGT]/[\d.]+[KMGT] +\d+%/[\d.]+[KMGT]", text);
    }

    [Fact]
    public void Outputs_go_in_again_also_deserialised()
    {
        var host = Lab.Host("cos");
        var again = module.Run($@"
            $first = Get-ContainerOsInfo {host.User}@{host.Address}:{host.Port} {ModuleSession.Login}
            $first | Get-ContainerOsInfo {ModuleSession.Login}
            $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($first, 2))
            $copy | Get-ContainerOsInfo {ModuleSession.Login}
            $copy");
        Assert.Equal(3, again.Output.Count);
        var (piped, revived, copy) = ((HostInfo)again.Output[0].BaseObject, (HostInfo)again.Output[1].BaseObject, again.Output[2]);
        Assert.Equal((host.Name, host.User), (piped.HostName, piped.UserName));
        Assert.Equal(piped.MachineId, revived.MachineId);
        Assert.Equal(typeof(HostInfo).GetProperties().Select(property => property.Name).Order(),
            copy.Properties.Select(property => property.Name).Order());
        Assert.Equal("/", ((PSObject)((System.Collections.IList)((PSObject)copy.Properties["FileSystems"].Value).BaseObject)[0]!).Properties["MountPoint"].Value);
    }

    [Fact]
    public void Parallel_loops_and_a_second_import_work()
    {
        var result = module.Run($@"
            Import-Module '{ModuleSession.Manifest}' -Force
            Import-Module '{ModuleSession.Manifest}' -Force
            {Targets} | ForEach-Object -ThrottleLimit 3 -Parallel {{ Import-Module '{ModuleSession.Manifest}'; $_ | Get-ContainerOsInfo {ModuleSession.Login} }}");
        Assert.Equal(Lab.Hosts.Count, result.Output.Count);
    }

    private HostInfo Read(string kind, string parameters = "", bool withUser = true)
    {
        var host = Lab.Host(kind);
        var target = withUser ? $"{host.User}@{host.Address}" : host.Address;
        return (HostInfo)Assert.Single(module.Run($"Get-ContainerOsInfo {target} {ModuleSession.Login} {parameters}").Output).BaseObject;
    }
}
