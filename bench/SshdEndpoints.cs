using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading;

namespace ContainerOS.Benchmarks;

/// <summary>One plain sshd behind as many loopback addresses as are wanted, in a network namespace of its own: nothing of it is to be seen from outside.</summary>
internal sealed class SshdEndpoints : Endpoints
{
    /// <summary>An address that never answers.</summary>
    public const string Dead = "10.255.0.9";

    /// <summary>Where the delaying proxy listens.</summary>
    public const int ProxyPort = 2222;

    private const string Server = "/usr/sbin/sshd";

    private static readonly string[] Network =
    [
        "ip link set lo up", "ip link add dead0 type veth peer name dead1", "ip addr add 10.255.0.1/24 dev dead0", "ip link set dead0 up", "ip link set dead1 up",
        $"ip neigh replace {Dead} lladdr 02:00:00:00:00:09 dev dead0",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("containeros-bench-").FullName;
    private readonly ControlGroup group = ControlGroup.Create("sshd");
    private readonly Process server;

    /// <summary>Whether this machine can have them.</summary>
    public static bool IsInstalled => File.Exists(Server);

    /// <summary>Starts them. To be called within a network namespace of its own (<c>unshare --net</c>).</summary>
    public SshdEndpoints(int count)
    {
        Hosts = Enumerable.Range(0, count).Select(i => $"root@127.1.{i / 250}.{(i % 250) + 1}").ToList();
        foreach (var command in Network)
            Run(command.Split(' '));
        var hostKey = Path.Combine(folder, "host_key");
        foreach (var key in new[] { hostKey, KeyFile })
            Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "bench", "-f", key);
        var shown = string.Join(' ', File.ReadAllText(hostKey + ".pub").Split(' ').Take(2));
        File.WriteAllLines(KnownHosts, Hosts.Select(host => $"{host.Split('@')[1]} {shown}").Append($"[127.0.0.1]:{ProxyPort} {shown}"));
        Directory.CreateDirectory("/run/sshd"); // sshd insists on it
        var config = Path.Combine(folder, "sshd_config");
        File.WriteAllText(config, $"""
            ListenAddress 0.0.0.0
            Port 22
            HostKey {hostKey}
            AuthorizedKeysFile {KeyFile}.pub
            PermitRootLogin prohibit-password
            PidFile none
            StrictModes no
            UsePAM no
            MaxStartups 1000
            LogLevel QUIET

            """);
        // Nothing of this machine's root: its shell's rc files may cost more than the probe.
        var home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        var run = group.Command("unshare", "--mount", "sh", "-c", $"mount --bind {home} /root && cd / && exec {Server} -D -f {config}");
        server = Process.Start(new ProcessStartInfo(run[0], run[1..]))!;
        for (var tried = 0; !Answers(); tried++)
        {
            if (tried == 100 || server.HasExited)
                throw new InvalidOperationException("sshd does not come up.");
            Thread.Sleep(50);
        }
    }

    public override IReadOnlyList<string> Hosts { get; }

    public override string KeyFile => Path.Combine(folder, "id_ed25519");

    public override string KnownHosts => Path.Combine(folder, "known_hosts");

    public override ControlGroup Group => group;

    public override string Kind => "sshd";

    public override void Dispose()
    {
        group.Dispose();
        server.WaitForExit();
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static bool Answers()
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", 22);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]))!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{string.Join(' ', command)}' failed.");
    }
}
