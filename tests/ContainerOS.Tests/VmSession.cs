using System;
using System.IO;
using ContainerOS.EngineHosting.Session;

namespace ContainerOS.Tests;

/// <summary>A PowerShell session with the built module and what stands in for PowerCLI.</summary>
public sealed class VmSession : IDisposable
{
    /// <summary>The session.</summary>
    public EngineSession Engine { get; } = new(ModuleSession.Manifest, Path.Combine(AppContext.BaseDirectory, "PowerCliStandIn.dll"));

    /// <summary>Parameters that reach the lab's hosts by the loopback addresses of their VMs.</summary>
    public static string Reach => ModuleSession.Login + " -Network 127.0.0.0/8";

    /// <inheritdoc/>
    public void Dispose() => Engine.Dispose();
}
