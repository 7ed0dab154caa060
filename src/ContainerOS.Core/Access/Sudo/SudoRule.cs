using System.Collections.Generic;

namespace ContainerOS.Access.Sudo;

/// <summary>Who may run what on which hosts.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Users">Who.</param>
/// <param name="Hosts">Where.</param>
/// <param name="Commands">What, in the order of the line.</param>
internal sealed record SudoRule(SudoersPlace Place, IReadOnlyList<SudoItem> Users, IReadOnlyList<SudoItem> Hosts, IReadOnlyList<SudoCommand> Commands);
