using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using ContainerOS.HelpBuilding.Layout;

namespace ContainerOS.HelpBuilding.Commands;

/// <summary>MAML's namespaces, and its paragraphs.</summary>
internal static class MamlNames
{
    public static XNamespace Msh { get; } = "http://msh";

    public static XNamespace Maml { get; } = "http://schemas.microsoft.com/maml/2004/10";

    public static XNamespace Command { get; } = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    public static XNamespace Dev { get; } = "http://schemas.microsoft.com/maml/dev/2004/10";

    // The engine trims paragraphs, so an indentation would move all lines but the first.
    public static IEnumerable<XElement> Paragraphs(IEnumerable<TextBlock> blocks) =>
        blocks.Select(block => new XElement(Maml + "para", block.Marker + block.Text));
}
