using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace ContainerOS.Tests.Scripts;

/// <summary>A program that is called sudo, in a directory of its own.</summary>
internal sealed class SudoStandIn : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("containeros-sudo-").FullName;

    /// <param name="body">What it does, in sh.</param>
    public SudoStandIn(string body)
    {
        var path = Path.Combine(directory, "sudo");
        File.WriteAllText(path, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + body + "\n");
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(directory, Enum.GetValues<UnixFileMode>().Where(mode => (int)mode <= 0x1ff).Aggregate((a, b) => a | b));
        File.SetUnixFileMode(path, File.GetUnixFileMode(directory));
    }

    /// <summary>The environment in which it is found.</summary>
    public IReadOnlyDictionary<string, string> Variables => Environment(directory + ":/usr/bin:/bin");

    public static Dictionary<string, string> Environment(string path) => new() { ["PATH"] = path, ["SSH_CONNECTION"] = "from here" };

    /// <summary>Steps down to an ordinary user where the tests run as root: root does not ask sudo.</summary>
    public static IEnumerable<string> AsUser()
    {
        if (System.Environment.UserName != "root")
            return [];
        var setpriv = Shells.Find("setpriv");
        Assert.SkipWhen(setpriv is null, "setpriv is not installed");
        return [setpriv!, "--reuid", "65534", "--regid", "65534", "--clear-groups"];
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
