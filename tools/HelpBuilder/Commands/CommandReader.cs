using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ContainerOS.HelpBuilding.Layout;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ContainerOS.HelpBuilding.Commands;

/// <summary>Reads a cmdlet's help in the PlatyPS layout (schema 2.0.0).</summary>
internal static class CommandReader
{
    private const string DefaultHelpFile = "ContainerOS.dll-Help.xml";
    private const string DefaultMark = " (Default)";

    private static readonly string[] s_sections =
    [
        "SYNOPSIS", "SYNTAX", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS",
    ];

    public static CommandHelp Read(HelpDocument document)
    {
        if (!Regex.IsMatch(document.Title, "^[A-Z][A-Za-z]*-[A-Z][A-Za-z0-9]*$"))
            throw document.Problem(0, $"'{document.Title}' is neither a cmdlet's name nor an about topic's.");
        if (document.Sections.FirstOrDefault(section => !s_sections.Contains(section.Title)) is { } unknown)
            throw document.Problem(unknown.Line, $"the heading '## {unknown.Title}' is not known in a cmdlet's help.");
        document.FrontMatter?.AllowOnly("external help file", "Module Name", "online version", "schema");

        var sets = ParameterSets(document);
        return new CommandHelp(document.Title)
        {
            HelpFile = document.FrontMatter?.Find("external help file") ?? DefaultHelpFile,
            Synopsis = RequireText(document, "SYNOPSIS"),
            Description = RequireText(document, "DESCRIPTION"),
            ParameterSets = sets,
            Examples = Examples(document),
            Parameters = ParameterReader.Read(document, sets),
            Inputs = Types(document, "INPUTS"),
            Outputs = Types(document, "OUTPUTS"),
            Notes = document.Find("NOTES") is { } notes ? Text(document, notes) : [],
            Links = [.. OnlineVersion(document), .. Links(document)],
        };
    }

    internal static List<TextBlock> Text(HelpDocument document, Section section)
    {
        if (section.Sections.FirstOrDefault() is { } inner)
            throw document.Problem(inner.Line, $"'## {section.Title}' has no headings inside.");
        return [.. PlainText.Of(document, section.Body)];
    }

    private static List<TextBlock> RequireText(HelpDocument document, string title)
    {
        var section = document.Require(title);
        var text = Text(document, section);
        return text.Count > 0 ? text : throw document.Problem(section.Line, $"'## {title}' is empty.");
    }

    private static string[] ParameterSets(HelpDocument document)
    {
        // A single parameter set needs no heading. The code is for readers of the markdown: the syntax that
        // Get-Help shows is made from the parameters.
        var headings = document.Require("SYNTAX").Sections;
        if (headings.Count == 0)
            return ["__AllParameterSets"];
        return
        [
            .. headings
                .OrderByDescending(heading => heading.Title.EndsWith(DefaultMark, StringComparison.Ordinal))
                .Select(heading => heading.Title.Replace(DefaultMark, "", StringComparison.Ordinal)),
        ];
    }

    private static List<ExampleHelp> Examples(HelpDocument document)
    {
        var section = document.Require("EXAMPLES");
        RequireOnlySubsections(document, section);
        return section.Sections.ConvertAll(example =>
        {
            var code = example.Body.OfType<FencedCodeBlock>().FirstOrDefault()
                ?? throw document.Problem(example.Line, $"the example '{example.Title}' has no code.");
            var remarks = PlainText.Of(document, example.Body.Where(block => block != code));
            return new ExampleHelp(example.Title, code.Lines.ToString(), [.. remarks]);
        });
    }

    private static List<TypeHelp> Types(HelpDocument document, string title)
    {
        if (document.Find(title) is not { } section)
            return [];
        RequireOnlySubsections(document, section);
        return section.Sections.ConvertAll(type => new TypeHelp(type.Title, [.. PlainText.Of(document, type.Body)]));
    }

    private static void RequireOnlySubsections(HelpDocument document, Section section)
    {
        if (section.Sections.Count == 0)
            throw document.Problem(section.Line, $"'## {section.Title}' is empty: a '###' heading is missing.");
        if (section.Body.FirstOrDefault() is { } stray)
            throw document.Problem(stray.Line, $"text before the first '###' heading of '## {section.Title}'.");
    }

    // Get-Help -Online opens the first link.
    private static IEnumerable<LinkHelp> OnlineVersion(HelpDocument document) =>
        document.FrontMatter?.Find("online version") is { } address ? [new LinkHelp("Online Version:", address)] : [];

    private static IEnumerable<LinkHelp> Links(HelpDocument document) =>
        from block in document.Find("RELATED LINKS")?.Body ?? []
        from paragraph in block is ParagraphBlock single ? [single] : block.Descendants<ParagraphBlock>()
        from inline in paragraph.Inline!
        let link = ToLink(document, inline)
        where link.Text.Length > 0
        select link;

    // Another command or topic is named without an address; so is one whose address is a file beside this one.
    private static LinkHelp ToLink(HelpDocument document, Inline inline) => inline switch
    {
        LinkInline link => new LinkHelp(PlainText.Of(document, (ContainerInline)link), PlainText.IsAbsolute(link.Url) ? link.Url! : ""),
        AutolinkInline link => new LinkHelp(link.Url, link.Url),
        _ => new LinkHelp(PlainText.Of(document, inline).Trim(), ""),
    };
}
