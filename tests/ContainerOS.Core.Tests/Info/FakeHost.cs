using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Info;
using ContainerOS.Scripts;
using ContainerOS.Tests.Scripts;

namespace ContainerOS.Tests.Info;

/// <summary>
/// A directory that the probe takes for the host's root: host-info.sh runs here with its paths below that directory and
/// with only those tools on its PATH that the host has.
/// </summary>
internal sealed class FakeHost : IDisposable
{
    private const string Mark = "@@fakehost";

    private const string Section = "section() { cos_section=$1; shift; printf '" + Mark + " begin %s\\n' \"$cos_section\"; printf '" + Mark + " begin %s\\n' \"$cos_section\" >&2; \"$@\"; "
        + "cos_status=$?; printf '" + Mark + " end %s %s\\n' \"$cos_section\" \"$cos_status\"; printf '" + Mark + " end %s %s\\n' \"$cos_section\" \"$cos_status\" >&2; }\n";

    private readonly List<string> disks = [];

    public FakeHost()
    {
        Root = Directory.CreateTempSubdirectory("containeros-host-").FullName;
        Directory.CreateDirectory(Path.Combine(Root, "bin"));
        Link("awk", "mawk", "gawk", "busybox");
        Link("grep", "grep");
        Tool("uname", "echo x86_64");
        Tool("date", "echo 1717243200.500000000");
        // Answers as df -P -k MOUNTPOINT... does.
        Tool("df", "shift 2\necho 'Filesystem 1024-blocks Used Available Capacity Mounted on'\nfor point; do\n  while IFS='|' read -r on row; do [ \"$on\" = \"$point\" ] && printf '%s %s\\n' \"$row\" \"$on\"; done <\"" + Root + "/disks\"\ndone\nexit 0");
    }

    public string Root { get; }

    /// <summary>The clock of the client.</summary>
    public DateTimeOffset Now { get; set; } = Answer.Now;

    public string? ServerVersion { get; set; } = "OpenSSH_9.3p2";

    public bool Elevate { get; set; }

    /// <summary>A host with everything.</summary>
    public static FakeHost Photon()
    {
        var host = new FakeHost();
        host.Write("etc/os-release", File.ReadAllText(Repository.Fixture("os-release/photon-5.0"))).Write("etc/photon-release", "VMware Photon OS 5.0\nPHOTON_BUILD_NUMBER=dde71ec57\n").Kernel("photon-machine", "6.1.83-2.ph5-esx", 4);
        host.Write("proc/meminfo", "MemTotal: 2048000 kB\nMemFree: 1 kB\nMemAvailable: 1024000 kB\nSwapTotal: 512000 kB\nSwapFree: 412000 kB\n");
        host.Write("proc/net/route", "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\neth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n");
        host.Write("proc/net/if_inet6", "20010db8000000000000000000000005 02 40 00 80     eth0\n").Write("proc/net/fib_trie", "Local:\n  +-- 10.0.0.0/24 2 0 2\n     |-- 10.0.0.7\n        /32 host LOCAL\n");
        host.Write("etc/ssh/sshd_config", "# comment\nPort 22\nPermitRootLogin no\n");
        host.Mount("8:3", "/", "ext4", "/dev/sda3", 16000000, 4000000, 12000000).Mount("8:2", "/boot/efi", "vfat", "/dev/sda2", 10240, 2253, 7987).Mount("0:26", "/sys/fs/cgroup", "cgroup2", "cgroup2", 0, 0, 0);
        host.Write("proc/sys/net/ipv4/ip_forward", "1\n");
        host.Systemd("running", 0);
        return host;
    }

    public FakeHost Write(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    public FakeHost Remove(string path)
    {
        File.Delete(Path.Combine(Root, path));
        return this;
    }

    public FakeHost Kernel(string hostName, string release, int processors, double uptime = 3600.25)
    {
        Directory.CreateDirectory(Path.Combine(Root, "proc/2"));
        return Write("proc/sys/kernel/hostname", hostName + "\n").Write("proc/sys/kernel/osrelease", release + "\n").Write("proc/sys/kernel/arch", "x86_64\n").Write("proc/sys/kernel/random/boot_id", "ce10dd42-e5e1-4410-88b6-889a402b2b66\n")
            .Write("etc/machine-id", "aace4bc7aadb47b59548b838ba16d583\n").Write("proc/uptime", FormattableString.Invariant($"{uptime:0.00} 1.00\n")).Write("proc/loadavg", "0.50 0.25 0.10 2/200 49\n")
            .Write("sys/devices/system/cpu/online", processors == 1 ? "0\n" : $"0-{processors - 1}\n").Write("proc/1/comm", "systemd\n").Write("proc/cmdline", "quiet\n");
    }

    public FakeHost Systemd(string state, int failed)
    {
        Directory.CreateDirectory(Path.Combine(Root, "run/systemd/system"));
        return Tool("systemctl", $"echo NFailedUnits={failed}\necho SystemState={state}");
    }

    /// <summary>Mounts a file system: what /proc/self/mountinfo shows, and what df tells.</summary>
    public FakeHost Mount(string device, string point, string type, string source, long size, long used, long free, string options = "rw,relatime", string superOptions = "rw")
    {
        var file = Path.Combine(Root, "proc/self/mountinfo");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.AppendAllText(file, $"{25 + disks.Count} 1 {device} / {point.Replace("\\", "\\134").Replace(" ", "\\040")} {options} shared:1 - {type} {source} {superOptions}\n");
        disks.Add($"{point}|{source} {size} {used} {free} 1%");
        File.WriteAllLines(Path.Combine(Root, "disks"), disks);
        return this;
    }

    /// <summary>A tool of the host, as a script.</summary>
    public FakeHost Tool(string name, string body)
    {
        Write("bin/." + name, "#!/bin/sh\n" + body + "\n");
        // By a process of its own: a child of ours that another test just starts may hold what we have open for writing, and cannot run it then ("Text file busy").
        using var install = Process.Start("install", ["-m", "0755", Path.Combine(Root, "bin", "." + name), Path.Combine(Root, "bin", name)]);
        install.WaitForExit();
        return this;
    }

    /// <summary>A tool of this machine; the first program that there is.</summary>
    public FakeHost Link(string name, params string[] programs)
    {
        var link = Path.Combine(Root, "bin", name);
        File.Delete(link);
        if (programs.Select(Shells.Find).FirstOrDefault(path => path is not null) is { } program)
            File.CreateSymbolicLink(link, program);
        return this;
    }

    /// <summary>Runs the probe and reads its answer.</summary>
    public async Task<HostInfo> ReadAsync(string sh = "dash")
    {
        var connection = new ConnectionFacts { UserName = "root", Port = 22, IPAddress = "10.0.0.7", ServerVersion = ServerVersion };
        return Answer.Read(await RunAsync(sh), connection, Elevate, Now);
    }

    /// <summary>Runs the probe.</summary>
    public Task<FrameContent> RunAsync(string sh = "dash") => RunAsync(HostInfoProbe.Script(Elevate, units: true), sh);

    /// <summary>Runs a script; those of its arguments that are paths are the host's.</summary>
    public async Task<FrameContent> RunAsync(RemoteScript script, string sh = "dash")
    {
        // Paths of files, not those that are compared with what mountinfo says.
        var text = Regex.Replace(script.Text, @"(?<=[\s""=<'])(?<!== "")/(?=(proc|etc|sys|lib/modules|usr/lib|usr/local/lib|usr/bin|var/lib/rancher|run|\.bottlerocket)/)", Root + "/");
        string[] words = [.. Shells.Words(sh), "-c", Section + text, "sh", .. script.Arguments.Select(argument => argument.StartsWith('/') ? Root + argument : argument)];
        using var shell = await LocalShell.RunAsync(words, [], new Dictionary<string, string> { ["PATH"] = Path.Combine(Root, "bin"), ["LC_ALL"] = "C", ["SSH_CONNECTION"] = "10.0.0.1 50000 10.0.0.7 22" });
        return FrameParser.Parse(Hide(shell.Output), Hide(shell.Error), Mark);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private byte[] Hide(byte[] bytes) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace(Root, ""));
}
