using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Sshd.Editing;
using Xunit;

namespace ContainerOS.Tests.Sshd.Configuration;

/// <summary>That after each edit sshd says exactly what is wanted, and no other line has changed.</summary>
public sealed class SshdEditAgreementTests
{
    private const string Keyword = "PermitRootLogin";
    private static readonly string[] Values = ["yes", "no", "prohibit-password", "forced-commands-only"];

    [Fact]
    public async Task After_every_edit_sshd_says_what_now_wanted()
    {
        using var sshd = new RealSshd();
        var checks = new List<(string Name, string Wanted, SshdTree Tree)>();
        var faults = new List<string>();
        foreach (var tree in SshdTrees.All.Where(tree => tree.IsValid && (sshd.HasRelative || !tree.Main.Contains("{R}"))))
        {
            var before = tree.Read("/etc/ssh/t");
            var now = SshdEvaluation.Of(before, Keyword, tree.Spec);
            foreach (var value in Values.Except([now.Value!]).Append(null))
            {
                var edit = SshdEdit.Plan(before, Keyword, value, tree.Spec);
                faults.AddRange(Faults(before, edit, value, now).Select(fault => $"{tree.Name}, {value ?? "default"}: {fault}"));
                if (edit.Kind == SshdEditKind.None || (value is not null && value == Values[(checks.Count + 1) % 2]))
                    continue; // half of the values, in turn
                checks.Add((tree.Name, value ?? "prohibit-password", tree));
                sshd.Add(directory => At(tree, directory, SshdEdit.Plan(tree.Read(directory), Keyword, value, tree.Spec)), tree.Spec);
            }
        }

        var answers = await sshd.AskAsync();
        for (var i = 0; i < checks.Count; i++)
        {
            var said = answers[i].Values["permitrootlogin"].SingleOrDefault();
            if (said is null || SshdValue.Normal(SshdKeywords.Find(Keyword)!, said) != checks[i].Wanted)
                faults.Add($"{checks[i].Name}: {checks[i].Wanted} was wanted, sshd says {said ?? answers[i].Text.Split('\n')[0]}");
        }

        Assert.True(checks.Count > 600 || !sshd.HasRelative, $"only {checks.Count} edits");
        Assert.True(faults.Count == 0, $"{faults.Count} faults\n" + string.Join("\n", faults.Take(20)));
    }

    private static Dictionary<string, string> At(SshdTree tree, string directory, SshdEdit edit)
    {
        var files = new Dictionary<string, string>(tree.At(directory));
        files[edit.Path!] = Latin1.Decode(edit.NewBytes!);
        return files;
    }

    private static IEnumerable<string> Faults(SshdFiles before, SshdEdit edit, string? value, SshdEvaluation now)
    {
        if (edit.Refusal is not null)
        {
            yield return edit.Reason!;
            yield break;
        }

        if (edit.Kind == SshdEditKind.None)
        {
            if (value is not null || now.Value != "prohibit-password")
                yield return "nothing was to be done";
            yield break;
        }

        var (old, changed) = (before.Find(edit.Path!)!.Text!, Latin1.Decode(edit.NewBytes!));
        var (was, became) = (old.Split('\n').ToList(), changed.Split('\n').ToList());
        if (edit.Kind == SshdEditKind.Insert)
            became.RemoveRange(edit.Line!.Value - 2, 2);
        else
            (was[edit.Line!.Value - 1], became[edit.Line!.Value - 1]) = ("", "");
        if (!was.SequenceEqual(became))
            yield return "more than one line changed";
        if (changed.EndsWith("\r\n", StringComparison.Ordinal) != old.EndsWith("\r\n", StringComparison.Ordinal) && old.Length > 0)
            yield return "line ends changed";

        // back again: what was written, or nothing
        var written = edit.Kind == SshdEditKind.Insert ? null : now.Deciding.Single().Line.Words.Single().Text;
        var back = SshdEdit.Plan(edit.Files, Keyword, written, now.Spec);
        if (back.NewBytes is null || !back.NewBytes.SequenceEqual(before.Find(edit.Path!)!.Bytes!))
            yield return $"back to {written ?? "nothing"} gives other bytes ({back.Kind}, {back.Reason})";
        if (value is not null && SshdEdit.Plan(edit.Files, Keyword, value, now.Spec).Kind != SshdEditKind.None)
            yield return "a second run would change something";
    }
}
