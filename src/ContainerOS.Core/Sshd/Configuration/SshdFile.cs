using System;
using System.Collections.Generic;

namespace ContainerOS.Sshd.Configuration;

/// <summary>A file of sshd's configuration on a host.</summary>
internal sealed class SshdFile
{
    private readonly Lazy<IReadOnlyList<SshdLine>> lines;

    /// <summary>A file with content.</summary>
    public SshdFile(string path, string text)
    {
        Path = path;
        Text = text;
        IsReadable = true;
        lines = new Lazy<IReadOnlyList<SshdLine>>(() => SshdLine.Of(text));
    }

    private SshdFile(string path, bool isReadable, IReadOnlyList<SshdLine> found)
    {
        Path = path;
        IsReadable = isReadable;
        lines = new Lazy<IReadOnlyList<SshdLine>>(() => found);
    }

    /// <summary>The path that sshd opens.</summary>
    public string Path { get; }

    /// <summary>Where the path leads when it is a symbolic link; null when it is none.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Whether its content is known.</summary>
    public bool IsReadable { get; }

    /// <summary>The content, a character for each byte; null when it could not be read, or only some lines are known.</summary>
    public string? Text { get; }

    /// <summary>Whether the content lies where files can be written; null when that is not known.</summary>
    public bool? IsWritable { get; init; }

    /// <summary>The lines; none when the file could not be read.</summary>
    public IReadOnlyList<SshdLine> Lines => lines.Value;

    /// <summary>The bytes; null as <see cref="Text"/>.</summary>
    public byte[]? Bytes => Text is null ? null : Latin1.Encode(Text);

    /// <summary>A file from its bytes.</summary>
    public static SshdFile FromBytes(string path, byte[] bytes) => new(path, Latin1.Decode(bytes));

    /// <summary>A file that is there and could not be read.</summary>
    public static SshdFile Unreadable(string path) => new(path, isReadable: false, []);

    /// <summary>A file of which those lines are known that matter.</summary>
    public static SshdFile OfLines(string path, IReadOnlyList<SshdLine> found) => new(path, isReadable: true, found);
}
