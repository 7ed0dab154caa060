using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ContainerOS.Changes;
using ContainerOS.Passwords;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Sshd.Changing;

/// <summary>Public keys that are to let root in.</summary>
internal static class RootKeys
{
    /// <summary>The file that they go to.</summary>
    public static string Path(SshdChangeReading reading) => reading.Facts.Home + "/.ssh/authorized_keys";

    /// <summary>Those that it does not have yet.</summary>
    public static IReadOnlyList<AuthorizedKey> Missing(SshdChangeReading reading, IReadOnlyList<AuthorizedKey> keys)
    {
        var lines = reading.Facts.Keys is { } old ? Latin1.Decode(old).Split('\n').Where(line => !line.TrimStart().StartsWith("#", StringComparison.Ordinal)).ToList() : [];
        return keys.Where(key => !lines.Any(line => line.Contains(key.Base64))).ToList();
    }

    /// <summary>Why they cannot be put there; null when they can.</summary>
    public static string? Problem(SshdChangeReading reading)
    {
        if (reading.Facts.Home is null)
            return "root's home is not known";
        if (reading.Facts.AreKeysUnreadable)
            return Path(reading) + " could not be read";
        var files = reading.Effective("AuthorizedKeysFile").SelectMany(line => line.Split([' '], StringSplitOptions.RemoveEmptyEntries)).ToList();
        return files.Any(file => file is ".ssh/authorized_keys" or "%h/.ssh/authorized_keys" || file == Path(reading)) ? null : $"sshd reads root's keys from {HostText.Clean(string.Join(" ", files))}";
    }

    /// <summary>The steps that add them.</summary>
    public static IEnumerable<ChangeStep> Steps(SshdChangeReading reading, IReadOnlyList<AuthorizedKey> missing)
    {
        if (missing.Count == 0)
            yield break;
        if (!reading.Facts.HasKeyFolder)
            yield return new FolderStep(reading.Facts.Home + "/.ssh", "0700", "0:0");
        var old = reading.Facts.Keys ?? [];
        var end = old.Length > 0 && old[old.Length - 1] != '\n' ? "\n" : "";
        var added = Encoding.UTF8.GetBytes(end + string.Concat(missing.Select(key => key.Line + "\n")));
        yield return new FileStep(Path(reading), reading.Facts.Keys, [.. old, .. added]) { Mode = "0600", Owner = "0:0" };
    }
}
