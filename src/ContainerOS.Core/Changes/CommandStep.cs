namespace ContainerOS.Changes;

/// <summary>A step in the words of the shell.</summary>
/// <param name="title">The step in a few words.</param>
/// <param name="commands">Commands that fail when the step fails.</param>
/// <param name="undo">Commands that undo it, whether it was finished or not; in a reboot (<c>$1</c> is <c>reboot</c>) services do not run yet.</param>
internal sealed class CommandStep(string title, string commands, string undo = ":") : ChangeStep
{
    public override string Title => title;

    /// <summary>The commands.</summary>
    public string Commands => commands;

    /// <summary>The commands that undo them.</summary>
    public string UndoCommands => undo;

    protected override string Do(int number) => commands;

    protected override string Undo(int number) => undo;
}
