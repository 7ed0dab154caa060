using System;
using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ContainerOS.HelpBuilding.Layout;

/// <summary>Markdown as text without marks.</summary>
internal static class PlainText
{
    /// <summary>Paragraphs, list items and code blocks, one by one.</summary>
    public static IEnumerable<TextBlock> Of(HelpDocument document, IEnumerable<Block> blocks, int indent = 0)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case ParagraphBlock paragraph:
                    yield return new TextBlock(Of(document, paragraph.Inline)) { Indent = indent };
                    break;
                case CodeBlock code:
                    yield return new TextBlock(code.Lines.ToString()) { Indent = indent, IsCode = true };
                    break;
                case ListBlock list:
                    foreach (var item in OfList(document, list, indent))
                        yield return item;
                    break;
                default:
                    throw document.Problem(block.Line, "only paragraphs, lists and code blocks are possible in help.");
            }
        }
    }

    public static string Of(HelpDocument document, ContainerInline? inlines) =>
        string.Concat((inlines ?? []).Select(inline => Of(document, inline)));

    public static string Of(HelpDocument document, Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline lineBreak => lineBreak.IsHard ? "\n" : " ",
        LinkInline link => OfLink(Of(document, (ContainerInline)link), link.Url),
        AutolinkInline link => link.Url,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        ContainerInline container => Of(document, container),
        _ => throw document.Problem(inline.Line, "only text, emphasis, code and links are possible in help."),
    };

    public static bool IsAbsolute(string? url) => url is not null && url.Contains("://", StringComparison.Ordinal);

    private static IEnumerable<TextBlock> OfList(HelpDocument document, ListBlock list, int indent)
    {
        var number = int.TryParse(list.OrderedStart, out var start) ? start : 1;
        foreach (var item in list.Cast<ListItemBlock>())
        {
            var marker = list.IsOrdered ? $"{number++}. " : "- ";
            foreach (var block in Of(document, item, indent + marker.Length))
            {
                yield return block with { Marker = marker + block.Marker };
                marker = "";
            }
        }
    }

    // The address only where a reader can use it: a relative one leads nowhere outside the repository.
    private static string OfLink(string text, string? url) => IsAbsolute(url) && url != text ? $"{text} ({url})" : text;
}
