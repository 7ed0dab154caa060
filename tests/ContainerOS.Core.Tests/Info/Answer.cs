using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ContainerOS.Connections;
using ContainerOS.Info;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Tests.Info;

/// <summary>An answer of the probe, by default that of a healthy host, to be spoilt by the tests.</summary>
internal sealed class Answer
{
    /// <summary>This machine's clock when the script began.</summary>
    public static readonly DateTimeOffset Now = new(2024, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, ScriptSection> sections = [];
    private readonly List<(string Key, string Value)> facts =
    [
        ("init", "systemd"), ("packages", "tdnf"), ("marker", "/etc/photon-release"), ("arch", "x86_64"), ("connection", "10.0.0.1 50000 10.0.0.7 22"), ("processes", "120"),
        ("os", "NAME=\"VMware Photon OS\""), ("os", "ID=photon"), ("os", "VERSION_ID=5.0"), ("photon", "PHOTON_BUILD_NUMBER=dde71ec57"),
        ("hostname", "photon-machine"), ("kernel", "6.1.83-2.ph5-esx"), ("machineid", "aace4bc7aadb47b59548b838ba16d583"), ("bootid", "ce10dd42-e5e1-4410-88b6-889a402b2b66"),
        ("uptime", "3600.25 7000.00"), ("load", "0.50 0.25 0.10 2/200 49"), ("cpus", "0-3"), ("pid1", "systemd"), ("cmdline", "root=PARTUUID=1 quiet"),
        ("mem", "MemTotal:        2048000 kB"), ("mem", "MemAvailable:    1024000 kB"), ("mem", "SwapTotal:        512000 kB"), ("mem", "SwapFree:         412000 kB"),
        ("route", "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT"),
        ("route", "eth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\t0\t0\t0"), ("route", "eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0"),
        ("trie", "           |-- 10.0.0.7"), ("trie", "              /32 host LOCAL"), ("trie", "           |-- 127.0.0.1"), ("trie", "              /32 host LOCAL"),
        ("sshd", "/etc/ssh/sshd_config:12:PermitRootLogin no"), ("sshdfile", "/etc/ssh/sshd_config"),
        ("mount", "8:3 / / rw,relatime ext4 /dev/sda3 rw"), ("mount", "8:2 / /boot/efi rw,relatime vfat /dev/sda2 rw"), ("mount", "0:22 / /run rw tmpfs tmpfs rw"), ("cgroup", "2"),
        ("tools", " mount nsenter touch tar"), ("ipforward", "1"), ("module", "ip_vs loaded 184320 3"), ("module", "ip_vs_rr loaded 16384 0"), ("module", "ip_vs_wrr loaded 16384 0"), ("module", "ip_vs_sh absent"),
        ("module", "nf_conntrack builtin"), ("module", "nf_conntrack_ipv4 absent"),
    ];

    private ConnectionFacts connection = new() { UserName = "root", IPAddress = "10.0.0.7", Port = 22, ServerVersion = "OpenSSH_9.3p2" };
    private string errorNoise = "";
    private bool sshdAsked;

    public Answer()
    {
        Section("clock", "1717243200.500000000\n"); // half a second after Now
        Section("disks", "Filesystem     1024-blocks    Used Available Capacity Mounted on\n/dev/sda3         16000000  4000000  12000000      25% /\n/dev/sda2            10240     2253      7987      22% /boot/efi\ntmpfs              1000000        0   1000000       0% /run\n");
        Section("units", "SystemState=running\nNFailedUnits=0\n");
    }

    /// <summary>Replaces all lines of a key; with no value the key is gone.</summary>
    public Answer Fact(string key, params string[] values)
    {
        facts.RemoveAll(fact => fact.Key == key);
        facts.AddRange(values.Select(value => (key, value)));
        return this;
    }

    /// <summary>A file that the probe could not read, and the facts that come from it.</summary>
    public Answer Absent(string file, params string[] keys)
    {
        facts.RemoveAll(fact => keys.Contains(fact.Key));
        facts.Add(("absent", file));
        return this;
    }

    public Answer Section(string name, string text, int? status = 0, string error = "")
    {
        sections[name] = new ScriptSection(name, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(error), status);
        return this;
    }

    public Answer Without(string section)
    {
        sections.Remove(section);
        return this;
    }

    public Answer Connection(ConnectionFacts facts)
    {
        connection = facts;
        return this;
    }

    /// <summary>As with -Elevate; the text is what sudo said.</summary>
    public Answer AskedSshd(string noise = "")
    {
        sshdAsked = true;
        errorNoise = noise;
        return this;
    }

    public HostInfo Read()
    {
        if (!sections.ContainsKey("facts"))
            Section("facts", string.Concat(facts.Select(fact => fact.Key + "=" + fact.Value + "\n")));
        return Read(new FrameContent { IsStarted = true, ExitCode = 0, ErrorNoise = errorNoise }.Add(sections.Values), connection, sshdAsked);
    }

    /// <summary>Reads what a probe printed and checks what holds for every result.</summary>
    public static HostInfo Read(FrameContent content, ConnectionFacts connection, bool sshdAsked = false, DateTimeOffset? now = null)
    {
        var result = new ScriptResult(content, connection) { StartedAt = now ?? Now, Duration = TimeSpan.FromSeconds(0.4) };
        var info = HostInfoReader.Read(new HostTarget("web1", "web1.example.com"), result, sshdAsked, unitsAsked: true);
        Invariants.Check(info);
        return info;
    }
}

internal static class FrameContentExtensions
{
    public static FrameContent Add(this FrameContent content, IEnumerable<ScriptSection> sections)
    {
        foreach (var section in sections)
            content.Sections[section.Name] = section;
        return content;
    }

    public static string Why(this HostInfo info, string property) => info.Unknown.FirstOrDefault(value => value.Property == property)?.Reason ?? "";
}
