using System.Collections.Generic;
using System.IO;
using System.Linq;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace ContainerOS.HelpBuilding.Layout;

/// <summary>A help file in its parts: title, sections, subsections.</summary>
internal sealed class HelpDocument
{
    private static readonly MarkdownPipeline s_pipeline =
        new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().Build();

    private readonly List<Section> _sections = [];
    private readonly int _titleLine;
    private readonly int _sectionLevel;

    private HelpDocument(string file, MarkdownDocument document, bool isTopic)
    {
        // PlatyPS: a cmdlet's file begins with "# Verb-Noun" and its sections are of level 2; a topic's begins with
        // "# Name" and "## about_Name" and its sections are of level 1 again.
        File = file;
        _sectionLevel = isTopic ? 1 : 2;
        var opening = document.OfType<HeadingBlock>().Take(isTopic ? 2 : 1).ToArray();
        if (!opening.Select(heading => heading.Level).SequenceEqual(isTopic ? [1, 2] : [1]))
            throw Problem(0, $"the first heading must be {(isTopic ? "'# Name', the second '## about_Name'." : "'# Verb-Noun'.")}");

        _titleLine = opening[^1].Line;
        Title = PlainText.Of(this, opening[^1].Inline);
        if (Title != Path.GetFileNameWithoutExtension(file))
            throw Problem(_titleLine, $"the title '{Title}' is not the name of the file.");
        foreach (var block in document.Except(opening))
            Add(block);
    }

    public string File { get; }

    public string Title { get; }

    public KeyValueLines? FrontMatter { get; private set; }

    public IReadOnlyList<Section> Sections => _sections;

    public static HelpDocument Load(string file, bool isTopic) =>
        new(file, Markdown.Parse(System.IO.File.ReadAllText(file), s_pipeline), isTopic);

    public Section? Find(string title) => _sections.Find(section => section.Title == title);

    public Section Require(string title) => Find(title) ?? throw Problem(_titleLine, $"the section '{title}' is missing.");

    /// <summary>The error to throw; <paramref name="line"/> counts from 0, as the parser does.</summary>
    public HelpSyntaxException Problem(int line, string problem) => new(File, line + 1, problem);

    private void Add(Block block)
    {
        if (block is YamlFrontMatterBlock frontMatter)
            FrontMatter = new KeyValueLines(this, frontMatter);
        else if (block is HeadingBlock heading)
            Add(heading);
        else if (_sections.Count > 0)
            (_sections[^1].Sections.LastOrDefault() ?? _sections[^1]).Body.Add(block);
        else
            throw Problem(block.Line, "text before the first section.");
    }

    private void Add(HeadingBlock heading)
    {
        var section = new Section(PlainText.Of(this, heading.Inline), heading.Line);
        var siblings = heading.Level == _sectionLevel ? _sections
            : heading.Level == _sectionLevel + 1 && _sections.Count > 0 ? _sections[^1].Sections
            : throw Problem(heading.Line, $"a heading of level {heading.Level} is out of place: '{section.Title}'.");
        if (siblings.Exists(other => other.Title == section.Title))
            throw Problem(heading.Line, $"the heading '{section.Title}' is there twice.");
        siblings.Add(section);
    }
}
