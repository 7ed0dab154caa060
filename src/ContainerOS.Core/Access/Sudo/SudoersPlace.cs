using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Sudo;

/// <summary>A line of sudo's rules.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The number of the line on which it begins, from 1.</param>
/// <param name="Text">What stands there, continued lines joined.</param>
internal sealed record SudoersPlace(string File, int Line, string Text)
{
    /// <summary>The place, for people.</summary>
    public override string ToString() => $"{Latin1.ForPeople(File)} line {Line}";
}
