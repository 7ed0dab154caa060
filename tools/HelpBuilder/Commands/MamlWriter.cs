using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using static ContainerOS.HelpBuilding.Commands.MamlNames;

namespace ContainerOS.HelpBuilding.Commands;

/// <summary>Writes the help of cmdlets as MAML, the XML that Get-Help reads.</summary>
internal static class MamlWriter
{
    public static void Write(string path, IEnumerable<CommandHelp> commands)
    {
        var document = new XDocument(new XElement(Msh + "helpItems", new XAttribute("schema", "maml"), commands.Select(Describe)));
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
        };
        using var writer = XmlWriter.Create(path, settings);
        document.Save(writer);
    }

    private static XElement Describe(CommandHelp help)
    {
        var name = help.Name.Split('-', 2);
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "command", Command.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "dev", Dev.NamespaceName),
            new XElement(
                Command + "details",
                new XElement(Command + "name", help.Name),
                new XElement(Command + "verb", name[0]),
                new XElement(Command + "noun", name[1]),
                new XElement(Maml + "description", Paragraphs(help.Synopsis))),
            new XElement(Maml + "description", Paragraphs(help.Description)),
            new XElement(Command + "syntax", help.ParameterSets.Select(set => ParameterXml.SyntaxItem(help, set))),
            new XElement(Command + "parameters", help.Parameters.Select(ParameterXml.Description)),
            new XElement(Command + "inputTypes", help.Inputs.Select(type => TypeItem("inputType", type))),
            new XElement(Command + "returnValues", help.Outputs.Select(type => TypeItem("returnValue", type))),
            help.Notes.Count > 0 ? new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(help.Notes))) : null,
            new XElement(Command + "examples", help.Examples.Select(Example)),
            new XElement(Command + "relatedLinks", help.Links.Select(Link)));
    }

    private static XElement TypeItem(string element, TypeHelp type) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
        new XElement(Maml + "description", Paragraphs(type.Description)));

    private static XElement Example(ExampleHelp example) => new(
        Command + "example",
        new XElement(Maml + "title", $"---------- {example.Title} ----------"),
        new XElement(Dev + "code", example.Code),
        // The empty paragraph parts the example from the next one.
        new XElement(Dev + "remarks", Paragraphs(example.Remarks), new XElement(Maml + "para")));

    private static XElement Link(LinkHelp link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Address));
}
