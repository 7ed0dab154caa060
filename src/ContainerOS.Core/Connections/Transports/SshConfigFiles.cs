using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ContainerOS.Connections.HostKeys;

namespace ContainerOS.Connections.Transports;

/// <summary>Looks into ssh_config for anything that only ssh itself can follow. It is not evaluated here: in doubt it applies.</summary>
internal sealed class SshConfigFiles
{
    private const int DeepestInclude = 16; // as in ssh
    private const int LargestFile = 4 << 20; // and more than nothing: reading a pipe or a device, which have no length, may never end
    private const int MostFiles = 256; // files that include each other would be read for ever; ssh refuses them when it is used

    // For all hosts, these decide where a connection goes, as whom, and whether it is trusted.
    private static readonly string[] Decisive =
        ["HostName", "User", "Port", "ProxyJump", "ProxyCommand", "HostKeyAlias", "UserKnownHostsFile", "GlobalKnownHostsFile", "BindAddress", "BindInterface", "CanonicalizeHostname"];

    private readonly HashSet<string> open = []; // a file that includes itself is not read again: ssh refuses it
    private readonly Dictionary<(string Pattern, string Folder), List<string>> found = []; // a pattern that stands there thousands of times is looked for once
    private int files;

    private readonly List<(string Keyword, string Value, string Where)> lines = [];

    /// <summary>Reads the user's and the machine's file; with a file of one's own only that, as <c>ssh -F</c> does. What cannot be read applies to nobody.</summary>
    public static SshConfigFiles Read(string? userFile)
    {
        var files = new SshConfigFiles();
        var machine = Path.GetDirectoryName(KnownHostsPaths.Machine)!;
        files.Add(userFile ?? Path.Combine(KnownHostsPaths.UserFolder, "config"), KnownHostsPaths.UserFolder, 0);
        if (userFile is null)
        {
            files.lines.Add(("Host", "*", "")); // a block of the user's file ends with it
            files.Add(Path.Combine(machine, "ssh_config"), machine, 0);
        }

        return files;
    }

    /// <summary>The first thing in ssh_config that applies to a host, in words; null when there is none.</summary>
    /// <param name="host">The name or address as it was given.</param>
    public string? WhatApplies(string host)
    {
        host = host.ToLowerInvariant();
        var applies = true; // to all hosts, until the first block
        foreach (var (keyword, value, where) in lines)
        {
            if (Is(keyword, "Host"))
            {
                applies = Matches(value, host, out var byName);
                if (byName)
                    return $"a Host block of ssh_config applies to {host} ({where})";
            }
            else if (Is(keyword, "Match"))
            {
                applies = IsForAll(value);
                if (!applies && MayMatch(value, host))
                    return $"a Match block of ssh_config may apply to {host} ({where})";
            }
            else if (applies && Decisive.Any(decisive => Is(keyword, decisive)))
            {
                return $"ssh_config sets {keyword} for all hosts ({where})";
            }
        }

        return null;
    }

    /// <summary>What ssh_config sets for a host by a Host block or for all; null when nothing. Other Match blocks than those for all are not followed.</summary>
    /// <param name="host">The name or address as it was given.</param>
    /// <param name="option">The keyword.</param>
    public string? Value(string host, string option)
    {
        host = host.ToLowerInvariant();
        var applies = true;
        foreach (var (keyword, value, _) in lines)
        {
            if (Is(keyword, "Host"))
                applies = Matches(value, host, out _);
            else if (Is(keyword, "Match"))
                applies = IsForAll(value);
            else if (applies && Is(keyword, option))
                return value.Trim('"');
        }

        return null;
    }

    private void Add(string file, string folder, int depth)
    {
        if (++files > MostFiles || !open.Add(file))
            return;
        var text = Readable(() => new FileInfo(file) is { Exists: true, Length: > 0 and < LargestFile } ? File.ReadAllLines(file) : []);
        for (var i = 0; i < text.Length; i++)
        {
            var words = text[i].Trim().Split([' ', '\t', '='], 2, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || words[0].StartsWith("#", StringComparison.Ordinal))
                continue;
            var value = words[1].Trim(' ', '\t', '=');
            if (!Is(words[0], "Include"))
                lines.Add((words[0], value, file + " line " + (i + 1)));
            else if (depth < DeepestInclude && files < MostFiles)
                value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).SelectMany(pattern => Found(pattern.Trim('"'), folder)).ToList().ForEach(included => Add(included, folder, depth + 1));
        }

        open.Remove(file);
    }

    private List<string> Found(string pattern, string folder)
    {
        if (!found.TryGetValue((pattern, folder), out var names))
            found[(pattern, folder)] = names = Files(pattern, folder).ToList();
        return names;
    }

    private static IEnumerable<string> Files(string pattern, string folder) => Readable(() =>
    {
        var home = Path.GetDirectoryName(KnownHostsPaths.UserFolder)!;
        var path = Path.Combine(folder, pattern.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, pattern.Substring(2)) : pattern);
        var parent = Path.GetDirectoryName(path)!;
        return Directory.Exists(parent) ? Directory.GetFiles(parent, Path.GetFileName(path)) : [];
    }).OrderBy(name => name, StringComparer.Ordinal);

    private static string[] Readable(Func<string[]> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException) // what cannot be a path
        {
            return []; // ssh itself says so when it is used
        }
    }

    private static bool Matches(string patterns, string host, out bool byName)
    {
        var words = patterns.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('"')).ToList();
        var excluded = words.Any(word => word.StartsWith("!", StringComparison.Ordinal) && KnownHostNames.Match(word.Substring(1), host));
        byName = !excluded && words.Any(word => word != "*" && !word.StartsWith("!", StringComparison.Ordinal) && KnownHostNames.Match(word, host));
        return !excluded && words.Any(word => KnownHostNames.Match(word, host));
    }

    private static bool IsForAll(string criteria) => criteria.Trim().ToLowerInvariant() is "all" or "final all" or "canonical all";

    // Criteria by the host's name can be told; all others (exec, user, address ...) only ssh can.
    private static bool MayMatch(string criteria, string host)
    {
        var words = criteria.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 1 < words.Length; i++)
        {
            if ((Is(words[i], "host") || Is(words[i], "originalhost")) && !KnownHostNames.Match(words[i + 1].Trim('"'), host))
                return false;
        }

        return true;
    }

    private static bool Is(string word, string keyword) => string.Equals(word, keyword, StringComparison.OrdinalIgnoreCase);
}
