using System;
using System.IO;
using System.Runtime.Versioning;

// Like the lab, the tests are for Unix only.
[assembly: UnsupportedOSPlatform("windows")]

namespace ContainerOS.Tests.Connections.Support;

/// <summary>A folder for one test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("containeros-tests-");

    public string At(string name) => Path.Combine(folder.FullName, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>A small program of the test's own.</summary>
    public string Script(string name, string text)
    {
        var path = Write(name, "#!/bin/sh\n" + text + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
