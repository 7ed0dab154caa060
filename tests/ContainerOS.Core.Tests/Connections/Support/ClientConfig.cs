using System;
using System.IO;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>An ssh_config for tests: nothing of the user's own, and a key exchange that costs a fifth of the default one.</summary>
internal static class ClientConfig
{
    public const string QuickLines = "KexAlgorithms curve25519-sha256\nGlobalKnownHostsFile /dev/null\n";

    private static readonly Lazy<string> QuickFile = new(() =>
    {
        var path = Path.Combine(Path.GetTempPath(), "containeros-tests-ssh_config-" + Environment.ProcessId);
        File.WriteAllText(path, QuickLines);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        return path;
    });

    public static string Quick => QuickFile.Value;
}
