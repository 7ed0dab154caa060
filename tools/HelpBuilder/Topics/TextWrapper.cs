using System.Collections.Generic;
using System.Linq;
using ContainerOS.HelpBuilding.Layout;

namespace ContainerOS.HelpBuilding.Topics;

/// <summary>Breaks text into lines of at most 80 columns.</summary>
internal static class TextWrapper
{
    private const int Columns = 80;
    private const int CodeIndent = 4;

    public static IEnumerable<string> Lines(TextBlock block, int margin)
    {
        var left = new string(' ', margin + block.Indent + (block.IsCode ? CodeIndent : 0));
        var lines = block.Text.Split('\n').SelectMany(line => block.IsCode ? [line] : Wrap(line, Columns - left.Length));
        var hanging = left[..^block.Marker.Length] + block.Marker;
        return lines.Select((line, index) => ((index == 0 ? hanging : left) + line).TrimEnd());
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length > 0 ? line + " " + word : word;
        }

        yield return line;
    }
}
