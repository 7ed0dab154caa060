using System.Linq;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Sshd.Editing;

/// <summary>Changes the value in a line and leaves all else as it is: indentation, spelling, separators, quotes, comments, line end.</summary>
internal static class SshdLineEdit
{
    public static SshdChange Replace(SshdFile file, SshdLine line, SshdKeyword keyword, string value)
    {
        var (start, end) = keyword.Kind == SshdValueKind.Rest ? (line.RestStart, line.RestStart + line.Rest.Length)
            : line.Words.Count == 1 ? Inner(line, line.Words[0], value)
            : (line.Words[0].Start, line.Words[line.Words.Count - 1].End);
        var text = line.Text.Substring(0, start) + value + line.Text.Substring(end);
        return new SshdChange(file.Text!.Remove(line.Start, line.Text.Length).Insert(line.Start, text), line.Number, line.Text, text);
    }

    // Within its quotes, where it has some and the new value is a word too.
    private static (int Start, int End) Inner(SshdLine line, SshdWord word, string value)
    {
        var (first, last) = (line.Text[word.Start], line.Text[word.End - 1]);
        var isQuoted = first is '"' or '\'' && last == first && word.End - word.Start == word.Text.Length + 2 && !value.Any(c => c is '"' or '\'' or '\\' or ' ' or '\t' or '#');
        return isQuoted ? (word.Start + 1, word.End - 1) : (word.Start, word.End);
    }
}
