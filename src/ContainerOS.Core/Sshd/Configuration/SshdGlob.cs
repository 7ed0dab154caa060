using System;

namespace ContainerOS.Sshd.Configuration;

/// <summary>Whether a pattern of an Include stands for a path, as glob(3) has it.</summary>
internal static class SshdGlob
{
    public static bool Matches(string pattern, string path)
    {
        var (patterns, names) = (pattern.Split('/'), path.Split('/'));
        if (patterns.Length != names.Length)
            return false;
        for (var i = 0; i < names.Length; i++)
        {
            var isHidden = names[i].StartsWith(".", StringComparison.Ordinal) && !patterns[i].StartsWith(".", StringComparison.Ordinal);
            if (isHidden || patterns[i].IndexOfAny(['[', '\\']) >= 0 || !SshdPattern.Matches(names[i], patterns[i]))
                return false;
        }

        return true;
    }
}
