using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>A lab for a test class that breaks its hosts: one plain Debian host unless said otherwise. Started when it is first asked for.</summary>
public class OwnLab : IAsyncDisposable
{
    private static readonly string Command = Path.Combine(Repository.Root, "tests", "lab", "lab");
    private static int labs;
    private readonly string[] kinds;
    private readonly string state;
    private readonly string network;
    private readonly SemaphoreSlim gate = new(1);
    private bool started;

    /// <summary>One plain Debian host.</summary>
    public OwnLab()
        : this("debian")
    {
    }

    /// <summary>A host of each kind.</summary>
    protected OwnLab(params string[] kinds)
    {
        var number = Interlocked.Increment(ref labs);
        this.kinds = kinds;
        state = $"/dev/shm/containeros-lab-own-{Environment.ProcessId}-{number}";
        network = "127.0." + (100 + ((Environment.ProcessId + number) % 100));
    }

    /// <summary>Starts it, once; skips the calling test where there is no lab at all.</summary>
    public async Task StartAsync()
    {
        _ = Lab.Hosts;
        await gate.WaitAsync();
        try
        {
            if (!started)
                await Program.OutputAsync("bash", Command, "start", kinds.Length.ToString(), "--kinds", string.Join(',', kinds), "--state", state, "--net", network, "--owner", Environment.ProcessId.ToString());
            started = true;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (started)
            await Program.OutputAsync("bash", Command, "stop", "--state", state);
        gate.Dispose();
        GC.SuppressFinalize(this);
    }

    internal HostTarget Target(string user, string? kind = null) => new("own", network + "." + (kind is null ? 1 : Array.IndexOf(kinds, kind) + 1), null, user);

    internal ConnectionSettings Settings() => LabLogin.Settings(key: Path.Combine(state, "id_ed25519"), knownHosts: Path.Combine(state, "known_hosts"));
}
