using System.Collections.Generic;

namespace ContainerOS.Access;

/// <summary>A way to become an account, before it is known on which host.</summary>
/// <param name="Kind">How.</param>
/// <param name="Principal">Who; null when not known.</param>
/// <param name="Allowed">Whether it works; null when not known.</param>
/// <param name="DecidedBy">What decides it.</param>
internal sealed record AccessRow(AccessKind Kind, string? Principal, bool? Allowed, string DecidedBy)
{
    /// <summary>The account that the login is for, or that has the right.</summary>
    public string? Account { get; init; }

    /// <summary>More about it.</summary>
    public string? Detail { get; init; }

    /// <summary>How that other account gets in; null for logins, and when not known.</summary>
    public IReadOnlyList<string>? LoginBy { get; init; }

    /// <summary>The file.</summary>
    public string? File { get; init; }

    /// <summary>The line.</summary>
    public int? Line { get; init; }
}
