using ContainerOS.Scripts;

namespace ContainerOS.Changes;

/// <summary>One step of a change: what is done on the host, and what undoes it. Both may be run again after a crash.</summary>
internal abstract class ChangeStep
{
    /// <summary>The step in a few words, for the host's log and for errors.</summary>
    public abstract string Title { get; }

    /// <summary>The step as functions of the program, see change-engine.sh.</summary>
    /// <param name="number">Its number within the program, from 1.</param>
    public string ToShell(int number) =>
        $"do_{number}() {{\n{Do(number)}\n}}\nundo_{number}() {{\n{Undo(number)}\n}}\nclean_{number}() {{\n{Clean(number)}\n}}\n" + Data(number);

    /// <summary>What is done, where nobody will undo it any more.</summary>
    /// <param name="number">A number that no other step has.</param>
    /// <param name="after">Its number among these.</param>
    public string ToShellAfter(int number, int after) => $"after_{after}() {{\n{Do(number)} && {{\n{Clean(number)}\n}}\n}}\n" + Data(number);

    /// <summary>Commands that fail when the step fails.</summary>
    protected abstract string Do(int number);

    /// <summary>Commands that put back what <see cref="Do"/> changed, whether it was finished or not; $1 is why.</summary>
    protected virtual string Undo(int number) => ":";

    /// <summary>Commands that remove what was kept for <see cref="Undo"/>.</summary>
    protected virtual string Clean(int number) => ":";

    /// <summary>Further functions.</summary>
    protected virtual string Data(int number) => "";

    /// <summary>Quotes a word for the shell.</summary>
    protected static string Quote(string word) => ScriptEncoding.Quote(word);
}
