namespace ContainerOS.Access.Sudo;

/// <summary>Something in sudo's rules that is not known: a line that cannot be read, or a file that could not.</summary>
/// <param name="Place">Where.</param>
/// <param name="Reason">Why.</param>
internal sealed record SudoersProblem(SudoersPlace Place, string Reason);
