using System.Collections.Generic;
using Markdig.Syntax;

namespace ContainerOS.HelpBuilding.Layout;

/// <summary>A heading, what stands below it, and the sections one level down.</summary>
internal sealed record Section(string Title, int Line)
{
    public List<Block> Body { get; } = [];

    public List<Section> Sections { get; } = [];
}
