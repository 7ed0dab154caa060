using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Sudo;

/// <summary>What sudoers.sh tells of a host.</summary>
internal sealed class PrivilegeFacts
{
    private readonly Dictionary<string, byte[]?> files = new(StringComparer.Ordinal);
    private readonly List<string> order = [];

    private PrivilegeFacts(ScriptResult result)
    {
        var known = result.Sections.TryGetValue("privileges", out var section) && section.IsComplete;
        var facts = (known ? Latin1.Decode(section!.Output) : "").Split('\n');
        List<string> All(string key) => facts.Where(line => line.StartsWith(key + "=", StringComparison.Ordinal)).Select(line => line.Substring(key.Length + 1)).ToList();

        IsKnown = known;
        HostName = All("host").FirstOrDefault() ?? "";
        MainFile = All("sudo").FirstOrDefault();
        Folders = All("dir");
        OtherRules = All("other").Select(Latin1.ForPeople).ToList();
        PamGates = All("pam").Select(line => line.Split(' ')).Where(words => words.Length == 2).Select(words => $"{words[1]} in {words[0]}").Distinct().Select(Latin1.ForPeople).ToList();
        if (All("docker").FirstOrDefault()?.Split([' '], 3) is { Length: 3 } docker)
            (DockerGroup, DockerMode, DockerSocket) = (docker[0], docker[1], Latin1.ForPeople(docker[2]));
        for (var i = 1; result.Sections.TryGetValue($"sudopath{i}", out var path) && path.IsComplete; i++)
        {
            result.Sections.TryGetValue($"sudofile{i}", out var content);
            files[Latin1.Decode(path.Output)] = content is { Status: 0 } ? content.Output : null;
            order.Add(Latin1.Decode(path.Output));
        }
    }

    /// <summary>Whether the host told at all.</summary>
    public bool IsKnown { get; }

    /// <summary>The host's own name.</summary>
    public string HostName { get; }

    /// <summary>sudo's main file; null when the host has no sudo.</summary>
    public string? MainFile { get; }

    /// <summary>Folders whose files sudo reads, and that could be listed.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>Files with rules of other kinds, which are not read here.</summary>
    public IReadOnlyList<string> OtherRules { get; }

    /// <summary>Modules of PAM that may keep accounts out.</summary>
    public IReadOnlyList<string> PamGates { get; }

    /// <summary>docker's socket; null when there is none.</summary>
    public string? DockerSocket { get; }

    /// <summary>The group that the socket belongs to.</summary>
    public string? DockerGroup { get; }

    /// <summary>The socket's permissions, octal.</summary>
    public string? DockerMode { get; }

    /// <summary>Reads what a host printed.</summary>
    public static PrivilegeFacts Read(ScriptResult result) => new(result);

    /// <summary>Whether a file of rules is there.</summary>
    public bool Has(string path) => files.ContainsKey(path);

    /// <summary>A file of rules; null when it could not be read or is not there.</summary>
    public byte[]? Content(string path) => files.TryGetValue(path, out var content) ? content : null;

    /// <summary>The files of a folder, in the order in which sudo reads them.</summary>
    public IEnumerable<string> In(string folder) =>
        order.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal) && path.IndexOf('/', folder.Length + 1) < 0).OrderBy(path => path, StringComparer.Ordinal);
}
