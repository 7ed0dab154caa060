namespace ContainerOS.Access.Sudo;

/// <summary>An entry of a list in sudo's rules: an account, a group, a host, a command, an alias or ALL.</summary>
/// <param name="Text">The entry, without quotes and escapes.</param>
/// <param name="IsNegated">Whether an exclamation mark stands before it.</param>
internal sealed record SudoItem(string Text, bool IsNegated)
{
    /// <inheritdoc/>
    public override string ToString() => (IsNegated ? "!" : "") + Text;
}
