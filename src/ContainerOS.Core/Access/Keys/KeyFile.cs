using System.Collections.Generic;

namespace ContainerOS.Access.Keys;

/// <summary>A file of public keys on a host.</summary>
/// <param name="Path">Its path, as sshd or the account's home names it.</param>
/// <param name="Content">Its bytes; null when they could not be read.</param>
internal sealed record KeyFile(string Path, byte[]? Content)
{
    /// <summary>The path behind all links.</summary>
    public string RealPath { get; init; } = Path;

    /// <summary>Its lines; none when it could not be read.</summary>
    public IReadOnlyList<AuthorizedKeyLine> Lines { get; } = Content is null ? [] : AuthorizedKeyLine.Of(Content);
}
