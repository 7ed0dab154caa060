using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Sshd.Configuration;
using Xunit;

namespace ContainerOS.Tests.Sshd.Configuration;

/// <summary>That our reading of the files is sshd's own, for every keyword that sshd prints.</summary>
public sealed class SshdAgreementTests
{
    [Fact]
    public async Task Our_reading_agrees_with_sshd_on_every_tree()
    {
        using var sshd = new RealSshd();
        var trees = SshdTrees.All.Where(tree => sshd.HasRelative || !tree.Main.Contains("{R}")).ToList();
        Assert.True(trees.Count >= 300 || !sshd.HasRelative);
        foreach (var tree in trees)
            sshd.Add(tree.At, tree.Spec);
        var answers = await sshd.AskAsync();

        var differences = trees.SelectMany((tree, i) => Differences(tree, sshd.DirectoryOf(i), answers[i])).ToList();
        Assert.True(differences.Count == 0, $"{differences.Count} differences\n" + string.Join("\n", differences.Take(20)));
    }

    private static IEnumerable<string> Differences(SshdTree tree, string directory, SshdAnswer answer)
    {
        var reading = SshdReading.Of(tree.Read(directory), tree.Spec);
        if (answer.IsTaken != tree.IsValid || tree.IsValid != (reading.Problems.Count == 0))
        {
            yield return $"{tree.Name}: sshd takes it: {answer.IsTaken}, as expected: {tree.IsValid}, we say: {reading.Problems.FirstOrDefault() ?? "yes"}; {answer.Text.Split('\n')[0]}";
            yield break;
        }

        if (!tree.IsValid)
            yield break;

        foreach (var keyword in SshdKeywords.Names.Where(name => name != "HostKey" /* one is given with -h */ && answer.Values.Contains(name.ToLowerInvariant())).Select(name => SshdKeywords.Find(name)!))
        {
            var evaluation = SshdEvaluation.Of(reading, keyword.Name);
            var printed = answer.Values[keyword.Name.ToLowerInvariant()].Select(value => SshdValue.Normal(keyword, value)!).ToList();
            if (evaluation.Unknown is not null || (keyword.Kind != SshdValueKind.Loose && evaluation.Values is { } ours && !ours.SequenceEqual(printed)))
                yield return $"{tree.Name}: {keyword.Name}: we say {evaluation.Value ?? evaluation.Unknown}, sshd says {SshdValue.Join(printed)}";
        }
    }
}
