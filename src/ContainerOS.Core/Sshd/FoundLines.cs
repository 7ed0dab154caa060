using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Sshd;

/// <summary>The model of sshd's files, of those lines that a probe sends because nothing else matters to it.</summary>
internal static class FoundLines
{
    private const string DropIns = "/etc/ssh/sshd_config.d";
    private const int CutAt = 1024; // the probe sends no more of a line

    /// <summary>Puts the files together.</summary>
    /// <param name="mainFile">Where sshd begins.</param>
    /// <param name="found">Lines with the keyword that is wanted, Include or Match, as <c>file:number:line</c>.</param>
    /// <param name="readable">The files that could be read.</param>
    /// <param name="unreadable">Files and folders that could not.</param>
    /// <param name="version">sshd's version; null when it is not known.</param>
    public static SshdFiles Read(string mainFile, IEnumerable<string> found, IReadOnlyList<string> readable, IReadOnlyList<string> unreadable, SshdVersion? version)
    {
        var lines = found.Select(Found.Parse).OfType<Found>().ToLookup(line => line.File, line => line.Line);
        var files = readable.Distinct().Select(path => lines[path].Any(line => line.Text.Length >= CutAt) ? SshdFile.Unreadable(path) : SshdFile.OfLines(path, lines[path].ToList()))
            .Concat(unreadable.Distinct().Except(readable).Select(SshdFile.Unreadable)).ToList();
        return new SshdFiles(mainFile, files, Expansions(files, lines.SelectMany(group => group), unreadable)) { Version = version };
    }

    private static Dictionary<string, IReadOnlyList<string>> Expansions(IReadOnlyList<SshdFile> files, IEnumerable<SshdLine> lines, IReadOnlyList<string> unreadable)
    {
        var expansions = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var pattern in lines.SelectMany(line => line.Words).Select(word => SshdFiles.Absolute(word.Text)).Distinct())
        {
            if (pattern == DropIns + "/*.conf" && !unreadable.Contains(DropIns))
                expansions[pattern] = files.Select(file => file.Path).Where(path => path.StartsWith(DropIns + "/", StringComparison.Ordinal)).OrderBy(path => path, StringComparer.Ordinal).ToList();
            else if (files.Any(file => file.Path == pattern && file.IsReadable))
                expansions[pattern] = [pattern];
        }

        return expansions;
    }

    private sealed record Found(string File, SshdLine Line)
    {
        public static Found? Parse(string text)
        {
            var parts = text.Split([':'], 3);
            return parts.Length == 3 && parts[0].StartsWith("/", StringComparison.Ordinal) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new Found(parts[0], SshdLine.At(number, Latin1.Decode(Encoding.UTF8.GetBytes(parts[2]))))
                : null;
        }
    }
}
