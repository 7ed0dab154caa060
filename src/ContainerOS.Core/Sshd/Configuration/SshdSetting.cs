using System.Collections.Generic;

namespace ContainerOS.Sshd.Configuration;

/// <summary>A line that sets something, where sshd comes across it.</summary>
internal sealed class SshdSetting(string file, SshdLine line, SshdKeyword keyword, IReadOnlyList<string> values)
{
    /// <summary>The file.</summary>
    public string File { get; } = file;

    /// <summary>The line.</summary>
    public SshdLine Line { get; } = line;

    /// <summary>The keyword.</summary>
    public SshdKeyword Keyword { get; } = keyword;

    /// <summary>The values, in one form.</summary>
    public IReadOnlyList<string> Values { get; } = values;

    /// <summary>The values as one text.</summary>
    public string Value => Latin1.ForPeople(SshdValue.Join(Values));

    /// <summary>Whether it counts for everybody.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>Whether it counts for the login as part of a Match block, and so before what counts for everybody; null when that cannot be told.</summary>
    public bool? IsMatched { get; init; }

    /// <summary>Why <see cref="IsMatched"/> is null.</summary>
    public string? MatchUnknown { get; init; }

    /// <summary>The innermost Match block around it; null when there is none.</summary>
    public SshdMatch? Block { get; init; }

    /// <summary>The place, for people.</summary>
    public override string ToString() => $"{Latin1.ForPeople(File)} line {Line.Number}";
}
