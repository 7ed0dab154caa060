using System.Collections.Generic;
using System.Text;
using ContainerOS.HelpBuilding.Layout;

namespace ContainerOS.HelpBuilding.Topics;

/// <summary>An about topic as text in the conventional layout.</summary>
internal sealed record AboutTopic(string Name, string Text)
{
    private const int Margin = 4;

    public static AboutTopic Read(HelpDocument document)
    {
        document.Require("SHORT DESCRIPTION");
        document.Require("LONG DESCRIPTION");
        if (document.Sections[0].Title != "SHORT DESCRIPTION")
            throw document.Problem(document.Sections[0].Line, "the first section must be SHORT DESCRIPTION.");

        // Get-Help takes the fifth line for the synopsis: TOPIC, name, empty, SHORT DESCRIPTION, text.
        var text = new StringBuilder($"TOPIC\n    {document.Title}\n");
        foreach (var section in document.Sections)
        {
            text.Append($"\n{section.Title.ToUpperInvariant()}\n");
            Append(text, PlainText.Of(document, section.Body));
            foreach (var inner in section.Sections)
            {
                text.Append($"\n  {inner.Title}\n");
                Append(text, PlainText.Of(document, inner.Body));
            }
        }

        return new AboutTopic(document.Title, text.ToString());
    }

    private static void Append(StringBuilder text, IEnumerable<TextBlock> blocks)
    {
        var previous = (TextBlock?)null;
        foreach (var block in blocks)
        {
            // Items of a list stand together.
            if (previous is not null && (block.Marker.Length == 0 || previous.Marker.Length == 0))
                text.Append('\n');
            foreach (var line in TextWrapper.Lines(block, Margin))
                text.Append(line).Append('\n');
            previous = block;
        }
    }
}
