using System.Collections.Generic;
using System.Linq;
using ContainerOS.HelpBuilding.Layout;
using Markdig.Syntax;

namespace ContainerOS.HelpBuilding.Commands;

/// <summary>Reads the PARAMETERS section: text and a yaml block for each parameter.</summary>
internal static class ParameterReader
{
    private static readonly string[] s_keys =
    [
        "Type", "Parameter Sets", "Aliases", "Accepted values", "Required", "Position",
        "Default value", "Accept pipeline input", "Accept wildcard characters",
    ];

    public static List<ParameterHelp> Read(HelpDocument document, IReadOnlyList<string> parameterSets)
    {
        var section = document.Require("PARAMETERS");
        if (section.Body.FirstOrDefault() is { } stray)
            throw document.Problem(stray.Line, "text before the first parameter.");
        // The engine describes the common parameters itself.
        return [.. section.Sections.Where(item => item.Title != "CommonParameters").Select(item => ReadOne(document, item, parameterSets))];
    }

    private static ParameterHelp ReadOne(HelpDocument document, Section section, IReadOnlyList<string> parameterSets)
    {
        if (!section.Title.StartsWith('-'))
            throw document.Problem(section.Line, $"'### {section.Title}' is no parameter: its name starts with a dash.");
        var blocks = section.Body.OfType<FencedCodeBlock>().Where(block => block.Info == "yaml").ToList();
        if (blocks.Count == 0)
            throw document.Problem(section.Line, $"{section.Title} has no yaml block.");
        var text = PlainText.Of(document, section.Body.Except(blocks)).ToList();
        if (text.Count == 0)
            throw document.Problem(section.Line, $"{section.Title} has no description.");
        return new ParameterHelp(section.Title[1..], text, blocks.ConvertAll(block => ReadUse(document, block, parameterSets)));
    }

    private static ParameterUse ReadUse(HelpDocument document, FencedCodeBlock block, IReadOnlyList<string> parameterSets)
    {
        var values = new KeyValueLines(document, block);
        values.AllowOnly(s_keys);
        var use = new ParameterUse(values.Require("Type"))
        {
            ParameterSets = values.List("Parameter Sets"),
            Aliases = values.List("Aliases"),
            AcceptedValues = values.List("Accepted values"),
            Required = values.RequireBoolean("Required"),
            Position = values.Require("Position").ToLowerInvariant(),
            DefaultValue = values.Find("Default value") ?? "None",
            PipelineInput = values.Find("Accept pipeline input") ?? "False",
            Wildcards = values.Find("Accept wildcard characters") is not null && values.RequireBoolean("Accept wildcard characters"),
        };
        if (use.Position != "named" && !int.TryParse(use.Position, out _))
            throw document.Problem(block.Line, $"the position '{use.Position}' is neither a number nor 'Named'.");
        return use.UnknownSet(parameterSets) is { } unknown
            ? throw document.Problem(block.Line, $"the parameter set '{unknown}' is not one of SYNTAX.")
            : use;
    }
}
