using System;
using System.Collections.Generic;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Sshd.Editing;

/// <summary>The smallest edit of sshd's files that makes a keyword's effective value the wanted one, or why there is none. Nothing is written here.</summary>
internal sealed class SshdEdit
{
    private SshdEdit(SshdFiles after) => Files = after;

    /// <summary>What it does; None also where it is refused.</summary>
    public SshdEditKind Kind { get; private init; }

    /// <summary>Why there is no edit; null when there is one, or none is needed.</summary>
    public SshdEditRefusal? Refusal { get; private init; }

    /// <summary>The refusal in words; null when there is none.</summary>
    public string? Reason { get; private init; }

    /// <summary>The path to write; null when there is nothing to write.</summary>
    public string? Path { get; private init; }

    /// <summary>The path is a symbolic link into a read-only place: a file takes its place.</summary>
    public bool ReplacesLink { get; private init; }

    /// <summary>The file was made by an earlier edit and goes with its line.</summary>
    public bool DeletesFile { get; private init; }

    /// <summary>The number of the line that changes, comes in (in the new file) or goes (in the old one); null when nothing changes.</summary>
    public int? Line { get; private init; }

    /// <summary>The line as it was, for people; null when it comes in.</summary>
    public string? Before { get; private init; }

    /// <summary>The line as it will be, for people; null when it goes.</summary>
    public string? After { get; private init; }

    /// <summary>The file's new content; null when there is nothing to write, or the file goes.</summary>
    public byte[]? NewBytes { get; private init; }

    /// <summary>What whoever approves the edit should know.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>The files as they will be.</summary>
    public SshdFiles Files { get; }

    /// <summary>Plans an edit.</summary>
    /// <param name="files">The files as they are.</param>
    /// <param name="keyword">The keyword, in any case.</param>
    /// <param name="newValue">The arguments as they are to stand in the file; null for what OpenSSH does without any.</param>
    /// <param name="spec">The login for which the value is to count.</param>
    /// <exception cref="ArgumentException">OpenSSH knows no such keyword.</exception>
    public static SshdEdit Plan(SshdFiles files, string keyword, string? newValue, SshdConnectionSpec spec) =>
        new SshdEditor(files, SshdKeywords.Find(keyword) ?? throw new ArgumentException($"OpenSSH has no keyword '{keyword}'.", nameof(keyword)), spec).Plan(newValue);

    internal static SshdEdit Nothing(SshdFiles files) => new(files);

    internal static SshdEdit Refuse(SshdFiles files, SshdEditRefusal refusal, string reason) => new(files) { Refusal = refusal, Reason = reason };

    internal static SshdEdit Of(SshdEditKind kind, SshdFile file, SshdChange change, SshdFiles after, IReadOnlyList<string> warnings)
    {
        var isRemoved = after.Find(file.Path) is null;
        return new SshdEdit(after)
        {
            Kind = kind,
            // A link into a place that can be written stays, and what it points to changes.
            Path = file.LinkTarget is not null && file.IsWritable != false ? file.LinkTarget : file.Path,
            ReplacesLink = file.LinkTarget is not null && file.IsWritable == false,
            DeletesFile = isRemoved,
            Line = change.Line,
            Before = change.Before is null ? null : Latin1.ForPeople(change.Before.TrimEnd('\r')),
            After = change.After is null ? null : Latin1.ForPeople(change.After.TrimEnd('\r')),
            NewBytes = isRemoved ? null : Latin1.Encode(change.Text),
            Warnings = warnings,
        };
    }
}
