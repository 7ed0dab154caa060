using System;
using System.IO;
using System.Linq;
using Xunit;

namespace ContainerOS.Tests.Scripts;

/// <summary>The shells of this machine, as command words.</summary>
internal static class Shells
{
    /// <summary>What accounts have as login shells.</summary>
    public static readonly string[] Login = ["dash", "bash", "busybox sh", "zsh", "tcsh", "fish"];

    /// <summary>What systems have as /bin/sh.</summary>
    public static readonly string[] Posix = ["dash", "bash", "busybox sh"];

    public static TheoryData<string> LoginData => [.. Login];

    public static TheoryData<string> PosixData => [.. Posix];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var login in Login)
            {
                foreach (var inner in Posix)
                    pairs.Add(login, inner);
            }

            return pairs;
        }
    }

    /// <summary>The words of a shell, its program as a path; skips the calling test when the shell is not installed.</summary>
    public static string[] Words(string shell)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no POSIX shells here");
        var words = shell.Split(' ');
        var path = Find(words[0]);
        Assert.SkipWhen(path is null, words[0] + " is not installed");
        return [path!, .. words.Skip(1)];
    }

    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(["/usr/bin", "/bin", "/usr/sbin", "/sbin"]).Where(directory => directory.Length > 0).Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
}
