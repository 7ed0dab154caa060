using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Info;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Sshd.Reading;

/// <summary>Makes the model of sshd's files of what the functions of sshd-files.sh print.</summary>
internal sealed class SshdFilesReader
{
    private readonly Dictionary<string, IReadOnlyList<string>> expansions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);
    private readonly List<MountEntry> mounts = [];
    private readonly List<string> places = [];
    private readonly List<SshdFile> files = [];
    private readonly SshdVersion? version;
    private string? main;
    private string? template;

    private SshdFilesReader(ScriptResult result, SshdVersion? version)
    {
        this.version = version;
        // Latin-1: paths may be any bytes.
        if (!result.Sections.TryGetValue("sshdfiles", out var found) || !found.IsComplete)
            return;
        ReadFacts(Latin1.Decode(found.Output).Split('\n'));
        for (var i = 1; result.Sections.TryGetValue($"sshdpath{i}", out var path) && path.IsComplete; i++)
        {
            result.Sections.TryGetValue($"sshdfile{i}", out var content);
            files.Add(File(Latin1.Decode(path.Output), content));
        }
    }

    /// <summary>The files that sshd reads; null when the host did not tell.</summary>
    public SshdFiles? Files => main is null ? null : Set(main);

    /// <summary>The template that they are made of at every start; null when there is none.</summary>
    public SshdFiles? Template => template is null ? null : Set(template);

    /// <summary>Reads what a host printed.</summary>
    /// <param name="result">The answer to a script that called the functions.</param>
    /// <param name="version">sshd's version; null when it is not known.</param>
    public static SshdFilesReader Read(ScriptResult result, SshdVersion? version) => new(result, version);

    private void ReadFacts(IEnumerable<string> lines)
    {
        List<string>? matches = null;
        var (pattern, link) = ("", "");
        foreach (var line in lines)
        {
            var value = line.Substring(line.IndexOf('=') + 1);
            switch (line.Substring(0, Math.Max(0, line.IndexOf('='))))
            {
                case "main":
                    main = value;
                    break;
                case "template":
                    template = value;
                    break;
                case "pattern":
                    pattern = SshdFiles.Absolute(value);
                    expansions[pattern] = matches = [];
                    break;
                case "match":
                    matches?.Add(value);
                    break;
                case "hidden":
                    expansions.Remove(pattern); // nobody knows what it stands for
                    break;
                case "place":
                    places.Add(value);
                    break;
                case "link":
                    link = value;
                    break;
                case "target":
                    links[link] = value;
                    break;
                case "mount" when MountEntry.Parse(value) is { } mount:
                    mounts.Add(mount);
                    break;
            }
        }
    }

    private SshdFile File(string path, ScriptSection? content)
    {
        var target = links.TryGetValue(path, out var leads) ? leads : null;
        return content is { Status: 0 }
            ? new SshdFile(path, Latin1.Decode(content.Output)) { LinkTarget = target, IsWritable = IsWritable(target ?? path) }
            : SshdFile.Unreadable(path);
    }

    private SshdFiles Set(string mainFile) => new(mainFile, files, expansions)
    {
        Version = version,
        IsTemplate = mainFile == template,
        Places = places.Distinct().ToDictionary(place => place, place => IsWritable(place) == true),
    };

    // The last mount of the longest mount point is the one that is seen.
    private bool? IsWritable(string path) => mounts.Where(mount => mount.MountPoint == "/" || (path + "/").StartsWith(mount.MountPoint + "/", StringComparison.Ordinal))
        .OrderBy(mount => mount.MountPoint.Length).LastOrDefault() is { } seen ? !seen.ReadOnly : null;
}
