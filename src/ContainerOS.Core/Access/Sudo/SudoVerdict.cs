using System.Collections.Generic;

namespace ContainerOS.Access.Sudo;

/// <summary>What sudo lets one account do.</summary>
/// <param name="Allowed">True when everything; false when a rule takes it away; null when only some commands, or that cannot be told.</param>
/// <param name="Reason">Why, when it is not true.</param>
/// <param name="Places">The lines that decide.</param>
internal sealed record SudoVerdict(bool? Allowed, string? Reason, IReadOnlyList<SudoersPlace> Places)
{
    /// <summary>As which entry of the line the account is meant: its name, a group with %, ALL.</summary>
    public string Entry { get; init; } = "";

    /// <summary>Whose password sudo asks for: <c>own</c>, <c>root</c> or <c>target</c>; null when for none.</summary>
    public string? AsksFor { get; init; }

    /// <summary>What is taken out of it, or what only is in it.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>What it is bound to; null when to nothing.</summary>
    public string? Condition { get; init; }
}
