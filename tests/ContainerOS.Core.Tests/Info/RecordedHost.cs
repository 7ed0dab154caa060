using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ContainerOS.Tests.Info;

/// <summary>Makes a host of the article's recorded outputs: what its kernel and tools must have shown for free, df and the others to print that.</summary>
internal static class RecordedHost
{
    /// <summary>The host of a folder of tests/fixtures/seed.</summary>
    /// <param name="name">The folder.</param>
    /// <param name="free">Its recorded free.</param>
    /// <param name="uptime">Seconds since boot.</param>
    /// <param name="mounts">Changes the recorded lines of mount.</param>
    public static FakeHost Create(string name, string free, double uptime, Func<string, string>? mounts = null)
    {
        string Text(string file) => File.ReadAllText(Repository.Fixture($"seed/{name}/{file}"));
        bool Has(string file) => File.Exists(Repository.Fixture($"seed/{name}/{file}"));

        var docker = Regex.Matches(Text("docker-info.txt"), @"^\s*(Name|CPUs): (.+)$", RegexOptions.Multiline).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Trim());
        var release = Regex.Match(Text("uname.txt"), @" (\d+\.\d+\S+) ").Groups[1].Value;
        var host = new FakeHost();
        host.Kernel(docker["Name"], release, int.Parse(docker["CPUs"], CultureInfo.InvariantCulture), uptime).Write("etc/os-release", Text("os-release")).Write("proc/meminfo", MemInfo(Text(free)));
        if (Has("systemctl-status.txt"))
        {
            var status = Text("systemctl-status.txt");
            host.Systemd(Regex.Match(status, @"State: (\w+)").Groups[1].Value, int.Parse(Regex.Match(status, @"Failed: (\d+) units").Groups[1].Value, CultureInfo.InvariantCulture));
        }
        else
        {
            host.Write("proc/1/comm", "system-dockerd\n");
        }

        Mount(host, Text("df-h.txt"), Has("mount.txt") ? (mounts ?? (text => text))(Text("mount.txt")) : null);
        return host;
    }

    /// <summary>Bytes of a human size: 16G, 944.0K, 2.0Gi, 0B, 0.</summary>
    public static long Bytes(string size)
    {
        var match = Regex.Match(size, @"^([\d.]+)([KMGT]?)i?B?$");
        return (long)(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * Math.Pow(1024, " KMGT".IndexOf((match.Groups[2].Value + " ")[0])));
    }

    // Both layouts of free. The old one counts caches as used; what programs could get is the free of its second line.
    private static string MemInfo(string free)
    {
        var unit = free.Contains('i') ? "" : "M";
        var rows = free.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 1).ToList();
        string Value(string row, Index column) => (Bytes(rows.First(words => words[0] == row)[column] + unit) / 1024).ToString(CultureInfo.InvariantCulture);
        var available = rows.Any(words => words[0] == "-/+") ? Value("-/+", ^1) : Value("Mem:", ^1);
        return $"MemTotal: {Value("Mem:", 1)} kB\nMemAvailable: {available} kB\nSwapTotal: {Value("Swap:", 1)} kB\nSwapFree: {Value("Swap:", ^1)} kB\n";
    }

    private static void Mount(FakeHost host, string df, string? mount)
    {
        var sizes = df.Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length == 6).ToLookup(words => words[5]);
        var numbers = new Dictionary<string, int>();
        var lines = mount is not null
            ? Regex.Matches(mount, @"^(\S+) on (\S+) type (\S+) \((\S+)\)$", RegexOptions.Multiline).Select(m => (Source: m.Groups[1].Value, Point: m.Groups[2].Value, Type: m.Groups[3].Value, Options: m.Groups[4].Value))
            : sizes.Select(row => (Source: row.First()[0], Point: row.Key, Type: row.First()[0].StartsWith("/dev/", StringComparison.Ordinal) ? "ext4" : row.First()[0] == "devtmpfs" ? "devtmpfs" : "tmpfs", Options: "rw"));
        foreach (var (source, point, type, options) in lines)
        {
            // One device, one number; file systems in memory that have no name of their own are each another.
            var key = source == type ? point : source + type;
            var number = numbers.TryGetValue(key, out var known) ? known : numbers[key] = numbers.Count + 1;
            var size = sizes[point].LastOrDefault() ?? ["", "0", "0", "0"];
            host.Mount((type == "ext4" ? "8:" : "0:") + number, point, type, source, Bytes(size[1]) / 1024, Bytes(size[2]) / 1024, Bytes(size[3]) / 1024, options.Split(',')[0], options);
        }
    }
}
