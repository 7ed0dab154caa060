using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Sshd.Editing;

/// <summary>The comment above a line of ours, by which it is known again.</summary>
internal static class SshdMarker
{
    private const string Beginning = "# Added by ContainerOS. ";
    private const string WithFile = ", and this file";

    /// <summary>The comment.</summary>
    /// <param name="keyword">The keyword below it.</param>
    /// <param name="makesFile">Whether the file comes with it.</param>
    public static string Text(SshdKeyword keyword, bool makesFile) =>
        Beginning + (keyword.Name == "PermitRootLogin" ? "Set-RootSshLogin" : "Set-SshdOption -Name " + keyword.Name) + " -Value Default removes it" + (makesFile ? WithFile : "") + ".";

    /// <summary>Whether a line is one of ours.</summary>
    public static bool IsAbove(SshdFile file, SshdLine line) => line.Number > 1 && IsMarker(file.Lines[line.Number - 2]);

    /// <summary>Takes a line of ours and its comment out.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line.</param>
    /// <param name="removesFile">Whether the file was made for it and nothing else is in it.</param>
    public static SshdChange Remove(SshdFile file, SshdLine line, out bool removesFile)
    {
        var marker = file.Lines[line.Number - 2];
        var text = file.Text!.Remove(marker.Start, line.Start + line.Text.Length + line.End.Length - marker.Start);
        removesFile = text.Length == 0 && marker.Text.Contains(WithFile);
        return new SshdChange(text, line.Number, line.Text, null);
    }

    /// <summary>Puts a line in, with its comment above it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="before">The line before which it comes; null for the end.</param>
    /// <param name="keyword">The keyword.</param>
    /// <param name="value">Its arguments.</param>
    /// <param name="makesFile">Whether the file comes with it.</param>
    public static SshdChange Insert(SshdFile file, SshdLine? before, SshdKeyword keyword, string value, bool makesFile)
    {
        // A last line without an end keeps its place: what somebody appends later would else continue ours.
        if (before is null && file.Lines.Count > 0 && file.Lines[file.Lines.Count - 1] is { End: "" } last)
            before = last;
        var line = keyword.Name + " " + value + CarriageReturn(file.Lines, before);
        var marker = Text(keyword, makesFile) + CarriageReturn(file.Lines, before);
        var at = before?.Start ?? file.Text!.Length;
        return new SshdChange(file.Text!.Insert(at, marker + "\n" + line + "\n"), (before?.Number ?? file.Lines.Count + 1) + 1, null, line);
    }

    private static bool IsMarker(SshdLine line) => line.Text.StartsWith(Beginning, StringComparison.Ordinal);

    // As the line beside it ends.
    private static string CarriageReturn(IReadOnlyList<SshdLine> lines, SshdLine? before)
    {
        var beside = before is { End: "\n" } ? before : lines.Take((before?.Number ?? lines.Count + 1) - 1).LastOrDefault();
        return beside is { End: "\n" } && beside.Text.EndsWith("\r", StringComparison.Ordinal) ? "\r" : "";
    }
}
