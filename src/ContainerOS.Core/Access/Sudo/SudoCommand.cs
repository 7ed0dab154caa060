using System.Collections.Generic;

namespace ContainerOS.Access.Sudo;

/// <summary>A command of a rule, and how it may be run.</summary>
/// <param name="Item">The command.</param>
/// <param name="RunAs">The accounts as whom; null when the rule does not say, none when as oneself only.</param>
/// <param name="NoPassword">True with NOPASSWD, false with PASSWD; null when the rule does not say.</param>
/// <param name="Condition">A time or the like that it is bound to; null when there is none.</param>
internal sealed record SudoCommand(SudoItem Item, IReadOnlyList<SudoItem>? RunAs, bool? NoPassword, string? Condition);
