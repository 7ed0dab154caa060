using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Changes;

/// <summary>Steps that belong to one item of a list: where one of them fails the item has failed, and the change goes on with the others.</summary>
/// <param name="kind">What the item is, one word.</param>
/// <param name="name">Its name, one word.</param>
/// <param name="steps">What is to be done for it.</param>
internal sealed class ItemStep(string kind, string name, params CommandStep[] steps) : ChangeStep
{
    /// <summary>Functions that the steps use.</summary>
    public const string Library = """
        # KIND NAME OUTCOME DETAIL: how an item came out, for the client.
        cos_note() { printf '%s\n' "$*" >>"$cos_dir/output"; }

        # KIND NAME COMMAND: says whether the item is done, with the last words of what failed.
        cos_item() {
          if eval "$3" >"$cos_dir/said" 2>&1; then
            cos_note "$1 $2 Done"
          else
            cos_note "$1 $2 Failed $(sed '/^[[:space:]]*$/d' "$cos_dir/said" | tail -n 1)"
          fi
          cat "$cos_dir/said"
          return 0
        }
        """;

    public override string Title => $"{kind} {name}";

    protected override string Do(int number) => $"cos_item {kind} {Quote(name)} {Quote(string.Join(" && ", steps.Select(step => "{ " + step.Commands + "; }")))}";

    protected override string Undo(int number) => string.Join("\n", steps.Reverse().Select(step => step.UndoCommands));

    /// <summary>Reads what the items noted: kind, name, outcome and detail.</summary>
    public static IEnumerable<(string Kind, string Name, string Outcome, string? Detail)> Read(ChangeReport report) => report.Output.Select(line => line.Split([' '], 4)).Where(words => words.Length >= 3)
        .Select(words => (words[0], HostText.Clean(words[1]), words[2], words.Length > 3 && words[3].Length > 0 ? HostText.Clean(words[3]) : null));
}
