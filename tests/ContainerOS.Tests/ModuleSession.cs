using System;
using System.IO;
using ContainerOS.EngineHosting.Session;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>A PowerShell session with the built module, shared by the tests of a class.</summary>
public sealed class ModuleSession : IDisposable
{
    /// <summary>The built module's folder.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "out", "ContainerOS");

    /// <summary>The built module's manifest.</summary>
    public static string Manifest { get; } = Path.Combine(Folder, "ContainerOS.psd1");

    /// <summary>The session.</summary>
    public EngineSession Engine { get; } = new(Manifest);

    /// <summary>Parameters that let a call in to the lab's hosts, as a script's text.</summary>
    public static string Login => $"-KeyFilePath '{Lab.KeyFile}' -KnownHostsFile '{Lab.KnownHosts}'";

    /// <inheritdoc/>
    public void Dispose() => Engine.Dispose();

    /// <summary>Runs a script that must neither fail nor write errors.</summary>
    public EngineResult Run(string script)
    {
        var result = Engine.Run(script);
        Assert.Null(result.Terminating);
        Assert.Empty(result.Errors);
        return result;
    }
}
