using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Tests.Sshd.Configuration;

/// <summary>What <c>sshd -T</c> printed for one configuration.</summary>
internal sealed record SshdAnswer(string Directory, int Status, string Text)
{
    /// <summary>The values by keyword in lower case; several lines are several values.</summary>
    public ILookup<string, string> Values { get; } = Text.Split('\n').Select(line => line.Split(' ', 2)).Where(words => words.Length == 2).ToLookup(words => words[0], words => words[1]);

    /// <summary>What sshd says of why it refuses a configuration.</summary>
    public bool IsTaken => Status == 0;

    public static IEnumerable<SshdAnswer> Parse(string output)
    {
        var parts = output.Split("\n@@ ");
        for (var i = 1; i + 1 < parts.Length; i += 2)
        {
            var end = parts[i].IndexOf('\n');
            yield return new SshdAnswer(parts[i][..end], int.Parse(parts[i + 1]), parts[i][(end + 1)..]);
        }
    }
}
