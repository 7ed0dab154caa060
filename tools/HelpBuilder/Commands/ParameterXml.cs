using System;
using System.Linq;
using System.Xml.Linq;
using static ContainerOS.HelpBuilding.Commands.MamlNames;

namespace ContainerOS.HelpBuilding.Commands;

/// <summary>Parameters in MAML: once in each parameter set's syntax, once with their description.</summary>
internal static class ParameterXml
{
    public static XElement SyntaxItem(CommandHelp help, string parameterSet) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", help.Name),
        from parameter in help.Parameters
        let use = parameter.In(parameterSet)
        where use is not null
        orderby use.Position == "named" ? int.MaxValue : int.Parse(use.Position)
        select Element(parameter, use, inSyntax: true));

    public static XElement Description(ParameterHelp parameter) =>
        Element(parameter, parameter.Uses[0], inSyntax: false);

    private static XElement Element(ParameterHelp parameter, ParameterUse use, bool inSyntax)
    {
        var isList = use.Type.EndsWith("[]", StringComparison.Ordinal);
        return new XElement(
            Command + "parameter",
            new XAttribute("required", use.Required),
            new XAttribute("variableLength", isList),
            new XAttribute("globbing", use.Wildcards),
            new XAttribute("pipelineInput", use.PipelineInput),
            new XAttribute("position", use.Position),
            new XAttribute("aliases", use.Aliases.Count > 0 ? string.Join(", ", use.Aliases) : "none"),
            new XElement(Maml + "name", parameter.Name),
            new XElement(Maml + "description", Paragraphs(parameter.Description)),
            inSyntax && use.AcceptedValues.Count > 0 ? Choices(use) : null,
            inSyntax && use.IsSwitch ? null : Value(use.Type, required: !use.IsSwitch),
            new XElement(Dev + "type", new XElement(Maml + "name", use.Type)),
            new XElement(Dev + "defaultValue", use.DefaultValue));
    }

    private static XElement Choices(ParameterUse use) => new(
        Command + "parameterValueGroup",
        use.AcceptedValues.Select(value => Value(value, required: false)));

    private static XElement Value(string text, bool required) => new(
        Command + "parameterValue",
        new XAttribute("required", required),
        new XAttribute("variableLength", false),
        text);
}
