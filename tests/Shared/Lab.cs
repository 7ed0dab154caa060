using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>The running lab (tests/lab), by the environment variable CONTAINEROS_LAB, which the test command sets.</summary>
public static class Lab
{
    private static readonly Lazy<IReadOnlyList<LabHost>> AllHosts = new(() => Read(Directory!));

    /// <summary>The lab's state folder; null when there is no lab.</summary>
    public static string? Directory => Environment.GetEnvironmentVariable("CONTAINEROS_LAB") is { Length: > 0 } directory ? directory : null;

    /// <summary>All hosts; skips the calling test when there is no lab.</summary>
    public static IReadOnlyList<LabHost> Hosts
    {
        get
        {
            Assert.SkipWhen(Directory is null, "no lab (CONTAINEROS_LAB is not set)");
            return AllHosts.Value;
        }
    }

    /// <summary>The private key that every account of the lab accepts.</summary>
    public static string KeyFile => Path.Combine(Directory!, "id_ed25519");

    /// <summary>The known_hosts file with the keys of all hosts.</summary>
    public static string KnownHosts => Path.Combine(Directory!, "known_hosts");

    /// <summary>A folder with a repository of real rpms; skips the calling test where there is no lab.</summary>
    public static string Packages
    {
        get
        {
            _ = Hosts;
            return Path.Combine(Directory!, "repository");
        }
    }

    /// <summary>The host of a kind, for example <c>photon5</c> or <c>debian</c>; skips the calling test when there is none.</summary>
    public static LabHost Host(string kind)
    {
        var host = Hosts.FirstOrDefault(candidate => candidate.Kind == kind);
        Assert.SkipWhen(host is null, $"the lab has no {kind} host");
        return host!;
    }

    internal static IReadOnlyList<LabHost> Read(string state) => File.ReadAllLines(Path.Combine(state, "hosts.tsv")).Skip(1)
        .Select(line => line.Split('\t')).Select(words => new LabHost(words[0], words[1], int.Parse(words[2]), words[3], words[4]) { State = state }).ToList();
}

/// <summary>A host of the lab.</summary>
/// <param name="Name">Its name, also its host name.</param>
/// <param name="Address">Its loopback address.</param>
/// <param name="Port">The port of its sshd.</param>
/// <param name="Kind">What it is dressed as.</param>
/// <param name="User">The account that its operating system lets in.</param>
public sealed record LabHost(string Name, string Address, int Port, string Kind, string User)
{
    /// <summary>The folder of its lab.</summary>
    public string State { get; init; } = "";

    /// <summary>The host's root file system, for tests that plant files.</summary>
    public string Root => Path.Combine(State, Name, "root");

    /// <summary>Runs a script as the host's root, past its sshd: also when nobody can log in.</summary>
    public string Inside(string script)
    {
        var keeper = File.ReadAllText(Path.Combine(State, Name, "npid")).Trim();
        var init = File.ReadAllText($"/proc/{keeper}/task/{keeper}/children").Split(' ')[0];
        using var process = Process.Start(new ProcessStartInfo("nsenter", ["-t", init, "-m", "-u", "-i", "-p", "-C", "-r", "-w", "--", "/bin/sh", "-c", "PATH=/usr/sbin:/usr/bin:/sbin:/bin\n" + script]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
