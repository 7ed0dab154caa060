using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace ContainerOS.Benchmarks;

/// <summary>The hosts to ask and how to get in.</summary>
internal abstract class Endpoints : IDisposable
{
    /// <summary>As user@address.</summary>
    public abstract IReadOnlyList<string> Hosts { get; }

    public virtual int Port => 22;

    public abstract string KeyFile { get; }

    public abstract string KnownHosts { get; }

    /// <summary>All that runs on the hosts.</summary>
    public abstract ControlGroup Group { get; }

    /// <summary>What the results call them.</summary>
    public abstract string Kind { get; }

    public virtual void Dispose()
    {
    }
}

/// <summary>Whole systems of tests/lab, each with systemd, logind and PAM.</summary>
internal sealed class LabEndpoints(int count) : Endpoints
{
    private readonly string directory = Environment.GetEnvironmentVariable("CONTAINEROS_LAB")
        ?? throw new InvalidOperationException("CONTAINEROS_LAB does not name a running lab: start this with './build.sh bench --endpoints lab'.");

    public override IReadOnlyList<string> Hosts => Rows().Take(count).Select(words => $"{words[4]}@{words[1]}").ToList();

    public override string KeyFile => Path.Combine(directory, "id_ed25519");

    public override string KnownHosts => Path.Combine(directory, "known_hosts");

    public override ControlGroup Group => ControlGroup.Existing(Name);

    public override string Kind => "lab";

    /// <summary>Each host with its kind and all that runs on it.</summary>
    public IEnumerable<(string Host, string Kind, ControlGroup Group)> Systems => Rows().Take(count)
        .Select(words => ($"{words[4]}@{words[1]}", words[3], ControlGroup.Existing($"{Name}/{words[0]}")));

    // As name_lab of tests/lab/lib.sh has it.
    private string Name => "containeros-lab-" + Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(directory))))[..6];

    private IEnumerable<string[]> Rows() => File.ReadLines(Path.Combine(directory, "hosts.tsv")).Skip(1).Select(line => line.Split('\t'));
}
