using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>A lab of one plain Debian host, for a test class that breaks its host. Started when it is first asked for.</summary>
public sealed class OwnLab : IAsyncDisposable
{
    private static readonly string Command = Path.Combine(Repository.Root, "tests", "lab", "lab");
    private readonly string state = "/dev/shm/containeros-lab-own-" + Environment.ProcessId;
    private readonly string network = "127.0." + (100 + (Environment.ProcessId % 100));
    private readonly SemaphoreSlim gate = new(1);
    private bool started;

    /// <summary>Starts it, once; skips the calling test where there is no lab at all.</summary>
    public async Task StartAsync()
    {
        _ = Lab.Hosts;
        await gate.WaitAsync();
        try
        {
            if (!started)
                await Program.OutputAsync("bash", Command, "start", "1", "--kinds", "debian", "--state", state, "--net", network, "--owner", Environment.ProcessId.ToString());
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
    }

    internal HostTarget Target(string user) => new("own", network + ".1", null, user);

    internal ConnectionSettings Settings() => LabLogin.Settings(key: Path.Combine(state, "id_ed25519"), knownHosts: Path.Combine(state, "known_hosts"));
}
