using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace ContainerOS.Benchmarks;

/// <summary>A control group: counts the CPU time of all processes that were ever in it, to the microsecond.</summary>
internal sealed class ControlGroup : IDisposable
{
    private static readonly string Root = File.Exists("/sys/fs/cgroup/cgroup.controllers") ? "/sys/fs/cgroup" : "/sys/fs/cgroup/unified";
    private readonly string path;
    private readonly bool isOurs;

    private ControlGroup(string path, bool isOurs) => (this.path, this.isOurs) = (path, isOurs);

    /// <summary>Seconds of CPU, user and system.</summary>
    public double Cpu => double.Parse(File.ReadLines(Path.Combine(path, "cpu.stat")).First().Split(' ')[1], CultureInfo.InvariantCulture) / 1e6;

    /// <summary>What is in it now, groups within it left out.</summary>
    public IReadOnlyList<int> Processes => File.ReadLines(Path.Combine(path, "cgroup.procs")).Select(int.Parse).ToList();

    /// <summary>A new one.</summary>
    public static ControlGroup Create(string name)
    {
        var path = Path.Combine(Root, $"containeros-bench-{Environment.ProcessId}-{name}");
        Directory.CreateDirectory(path);
        return new ControlGroup(path, isOurs: true);
    }

    /// <summary>Somebody else's.</summary>
    public static ControlGroup Existing(string name) => new(Path.Combine(Root, name), isOurs: false);

    /// <summary>The command line that runs a program in it.</summary>
    public string[] Command(string program, params string[] arguments) => ["sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", Path.Combine(path, "cgroup.procs"), program, .. arguments];

    /// <summary>Waits until no more processes than before are there: what a call left behind ends a moment after its answer.</summary>
    public void Settle(int processes)
    {
        for (var waited = 0; waited < 100 && Processes.Count > processes; waited++)
            Thread.Sleep(10);
    }

    /// <summary>Ends what is left in it.</summary>
    public void Dispose()
    {
        if (!isOurs)
            return;
        for (var tried = 0; tried < 100; tried++)
        {
            foreach (var process in Processes)
                _ = Native.Kill(process, Native.SigKill);
            try
            {
                Directory.Delete(path);
                return;
            }
            catch (IOException)
            {
                Thread.Sleep(20); // not gone yet
            }
        }
    }
}
