using System.Collections.Generic;

namespace ContainerOS.Access.Sudo;

/// <summary>A setting of sudo's.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Scope">What it is bound to: <c>:</c> accounts, <c>@</c> hosts, <c>&gt;</c> accounts as whom, <c>!</c> commands; a blank when to nothing.</param>
/// <param name="Bound">Those.</param>
/// <param name="Name">The setting.</param>
/// <param name="Value">What it is set to; null for a flag that is taken away.</param>
internal sealed record SudoDefault(SudoersPlace Place, char Scope, IReadOnlyList<SudoItem> Bound, string Name, string? Value);
