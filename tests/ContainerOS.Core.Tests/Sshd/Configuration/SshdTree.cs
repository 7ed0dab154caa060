using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Tests.Sshd.Configuration;

/// <summary>
/// A configuration of sshd: sshd_config and what it includes, a character for each byte. In texts <c>{D}</c> stands for the directory that it is put
/// into and <c>{R}</c> for the same relative to /etc/ssh.
/// </summary>
internal sealed record SshdTree(string Name, string Main)
{
    public const string MainName = "sshd_config";

    /// <summary>The login that it is read for.</summary>
    public SshdConnectionSpec Spec { get; init; } = new("root") { Address = "10.0.0.1", Host = "client.example.com", LocalAddress = "192.168.7.1", LocalPort = 22, Groups = ["root"] };

    /// <summary>Further files, by their paths below the directory.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>Whether sshd takes it.</summary>
    public bool IsValid { get; init; } = true;

    /// <summary>The paths and texts of all files in a directory.</summary>
    public IReadOnlyDictionary<string, string> At(string directory) =>
        Files.Append(new(MainName, Main)).ToDictionary(file => directory + "/" + file.Key, file => file.Value.Replace("{D}", directory).Replace("{R}", Path.GetFileName(directory)));

    /// <summary>The files as our own reading has them from a host, patterns expanded.</summary>
    public SshdFiles Read(string directory)
    {
        var all = At(directory);
        var expansions = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var line in all.Values.SelectMany(text => SshdLine.Of(text)).Where(line => string.Equals(line.Keyword, "Include", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var pattern in line.Words.Select(word => SshdFiles.Absolute(word.Text)))
                expansions[pattern] = all.Keys.Where(path => path == pattern || SshdGlob.Matches(pattern, path)).Order(StringComparer.Ordinal).ToList();
        }

        return new SshdFiles(directory + "/" + MainName, all.Select(file => new SshdFile(file.Key, file.Value)), expansions) { Version = new SshdVersion(9, 2) };
    }
}
