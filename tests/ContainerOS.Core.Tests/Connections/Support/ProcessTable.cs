using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>One process of this machine, which also shows those of the lab's hosts.</summary>
internal sealed record ProcessEntry(int Id, int Parent, ulong Birth, string Name, string Arguments)
{
    private static readonly string Own = new FileInfo("/proc/self/ns/pid").LinkTarget!;

    /// <summary>It runs on a host of the lab, not on this machine itself.</summary>
    public bool IsRemote => new FileInfo($"/proc/{Id}/ns/pid").LinkTarget is { } space && space != Own;

    public bool IsAlive => ProcessTable.Read(Id) is { } now && now.Birth == Birth;

    /// <summary>SIGKILL.</summary>
    public void Kill() => _ = kill(Id, 9);

    /// <summary>SIGSTOP.</summary>
    public void Stop() => _ = kill(Id, 19);

    /// <summary>SIGCONT.</summary>
    public void Continue() => _ = kill(Id, 18);

    public override string ToString() => $"{Id} {Name} {Arguments[..Math.Min(Arguments.Length, 120)]}";

    [DllImport("libc")]
    private static extern int kill(int pid, int signal);
}

/// <summary>What runs now.</summary>
internal static class ProcessTable
{
    public static List<ProcessEntry> All() =>
        Directory.EnumerateDirectories("/proc").Select(path => int.TryParse(Path.GetFileName(path), out var id) ? Read(id) : null).OfType<ProcessEntry>().ToList();

    /// <summary>The process with that id; null when it is gone or a mere zombie.</summary>
    public static ProcessEntry? Read(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var name = stat[(stat.IndexOf('(') + 1)..stat.LastIndexOf(')')];
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var arguments = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/cmdline")).Replace('\0', ' ');
            return fields[0] is "Z" or "X" ? null : new ProcessEntry(id, int.Parse(fields[1]), ulong.Parse(fields[19]), name, arguments);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // it ended while we looked
        }
    }

    /// <summary>This test run's ssh clients that have a text in their arguments.</summary>
    public static List<ProcessEntry> Clients(string marker) =>
        All().Where(process => process.Name is "ssh" && process.Arguments.Contains(marker) && !process.IsRemote).ToList();
}
