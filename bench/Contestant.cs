using System;
using System.Collections.Generic;
using System.IO;

namespace ContainerOS.Benchmarks;

/// <summary>A way to ask all hosts the same question: a program that asks them all for each line on its stdin, and prints how many answered.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="KeyExchange">The key exchange methods to offer; empty leaves it to the contestant.</param>
/// <param name="Command">The program and its arguments.</param>
internal sealed record Contestant(string Name, string KeyExchange, params string[] Command)
{
    public const string Cheap = "curve25519-sha256";

    /// <summary>What all ratios are to.</summary>
    public static readonly string Reference = "xargs ssh, " + Cheap;

    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "contestants");

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Takes so long that every other round must do.</summary>
    public bool IsSlow { get; init; }

    /// <summary>What it leaves behind (connections, compiled code) is part of what it is: rounds that do not count go before.</summary>
    public bool IsWarm { get; init; } = true;

    public string Title => KeyExchange.Length > 0 ? $"{Name}, {KeyExchange}" : $"{Name}, default key exchange";

    /// <summary>All that this machine has the means for.</summary>
    /// <param name="folder">For what must be compiled.</param>
    /// <param name="missing">Gets a line for each that is left out.</param>
    public static IReadOnlyList<Contestant> All(string folder, ICollection<string> missing)
    {
        var all = new List<Contestant> { new("xargs ssh", Cheap, Script("xargs.sh")), new("xargs ssh", "", Script("xargs.sh")) };
        foreach (var how in new[] { "SshNet", "OpenSsh" })
        {
            all.AddRange([Library("library", how, Cheap), Library("library", how, "")]);
            all.Add(Library("library on kept sessions", "Kept" + how, Cheap));
            if (Programs.Find("pwsh") is { } pwsh)
                all.AddRange([Cmdlet(pwsh, how, ""), Cmdlet(pwsh, how, "sessions")]);
        }

        if (Programs.Find("pwsh") is null)
            missing.Add("the cmdlet: there is no pwsh on the PATH");
        if (Programs.Succeeds("/usr/bin/python3", "-c", "import asyncssh"))
            all.Add(new("asyncssh", Cheap, "/usr/bin/python3", Script("fleet_asyncssh.py")));
        else
            missing.Add("asyncssh: apt-get install python3-asyncssh");
        var floor = Path.Combine(folder, "fleet_libssh2");
        if (Programs.Succeeds("cc", "-O2", "-o", floor, Script("fleet_libssh2.c"), "-lssh2", "-lpthread"))
            all.Add(new("libssh2", Cheap, floor));
        else
            missing.Add("libssh2: apt-get install gcc libc6-dev libssh2-1-dev");
        if (Programs.Find("ansible") is not null)
        {
            all.Add(new("Ansible setup, cold", Cheap, Script("ansible.sh"), "cold") { IsSlow = true, IsWarm = false });
            all.Add(new("Ansible setup, connections kept", Cheap, Script("ansible.sh"), "warm") { IsSlow = true });
        }
        else
        {
            missing.Add("Ansible: apt-get install ansible-core");
        }

        return all;
    }

    private static Contestant Cmdlet(string pwsh, string how, string kept) =>
        new(kept.Length > 0 ? $"cmdlet on kept sessions, {how}" : $"cmdlet, {how}", Cheap, pwsh, "-NoProfile", "-NonInteractive", "-File", Script("cmdlet.ps1"))
        {
            Variables = new Dictionary<string, string> { ["BENCH_TRANSPORT"] = how, ["BENCH_KEPT"] = kept },
        };

    private static Contestant Library(string name, string how, string keyExchange) =>
        new($"{name}, {how.Replace("Kept", "")}", keyExchange, "dotnet", "exec", typeof(Contestant).Assembly.Location, "worker", how);

    private static string Script(string name) => Path.Combine(Scripts, name);
}
