using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Tests.Connections.Support;
using ContainerOS.Tests.Scripts;

namespace ContainerOS.Tests.Changes;

/// <summary>A transaction on this machine, in a folder of the test's own, as change-apply.sh would have made it.</summary>
internal sealed class LocalTransaction : IDisposable
{
    private const string Id = "20260101T000000Z-0badcafe";
    private readonly TempFolder home = new();
    private readonly string shell;

    public LocalTransaction(string shell, ChangePlan plan)
    {
        this.shell = shell;
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(home.At("etc"));
        File.WriteAllText(Program, ChangeProgram.Text(Id, plan));
        File.WriteAllText(Path.Combine(Folder, "state.planned"), "");
        File.WriteAllText(Path.Combine(Folder, "about"), "boot=" + File.ReadAllText("/proc/sys/kernel/random/boot_id"));
        File.CreateSymbolicLink(Lock, "held-by-" + Id);
    }

    public string Folder => home.At("store/" + Id);

    public string Lock => home.At("store/lock");

    public string Program => Path.Combine(Folder, "program.sh");

    public string State => Path.GetFileName(Directory.GetFiles(Folder, "state.*").Single());

    public string Log => File.Exists(Path.Combine(Folder, "log")) ? File.ReadAllText(Path.Combine(Folder, "log")) : "";

    public bool Has(string file) => File.Exists(Path.Combine(Folder, file));

    public async Task RunAsync(params string[] arguments)
    {
        using var run = await LocalShell.RunAsync([.. Shells.Words(shell), Program, .. arguments], [], new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" });
    }

    public void Dispose() => home.Dispose();
}
