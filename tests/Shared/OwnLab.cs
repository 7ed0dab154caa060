using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>A lab for a test class that breaks its hosts: one plain Debian host unless said otherwise. Started when it is first asked for.</summary>
public class OwnLab : IAsyncDisposable
{
    private static readonly string Command = Path.Combine(Repository.Root, "tests", "lab", "lab");
    private static int labs;
    private readonly string[] kinds;
    private readonly string network;
    private readonly SemaphoreSlim gate = new(1);
    private IReadOnlyList<LabHost>? hosts;

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
        State = $"/dev/shm/containeros-lab-own-{Environment.ProcessId}-{number}";
        network = "127.0." + (100 + ((Environment.ProcessId + number) % 100));
    }

    /// <summary>Its folder.</summary>
    public string State { get; }

    /// <summary>The private key that every account accepts.</summary>
    public string KeyFile => Path.Combine(State, "id_ed25519");

    /// <summary>The known_hosts file with the keys of all hosts.</summary>
    public string KnownHosts => Path.Combine(State, "known_hosts");

    /// <summary>A folder with a repository of real rpms.</summary>
    public string Packages => Path.Combine(State, "repository");

    /// <summary>Starts it, once; skips the calling test where there is no lab at all.</summary>
    public async Task StartAsync()
    {
        _ = Lab.Hosts;
        await gate.WaitAsync();
        try
        {
            if (hosts is not null)
                return;
            await RunAsync("start", kinds.Length.ToString(), "--kinds", string.Join(',', kinds), "--net", network, "--owner", Environment.ProcessId.ToString());
            hosts = Lab.Read(State);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>All hosts, in a lab that was started.</summary>
    public IReadOnlyList<LabHost> All => hosts!;

    /// <summary>The host of a kind, in a lab that was started.</summary>
    public LabHost Host(string kind) => hosts!.First(host => host.Kind == kind);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (hosts is not null)
            await RunAsync("stop");
        gate.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Command, .. arguments, "--state", State]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"lab {string.Join(' ', arguments)}: {await error}");
    }
}
