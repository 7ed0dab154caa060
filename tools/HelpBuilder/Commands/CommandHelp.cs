using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.HelpBuilding.Layout;

namespace ContainerOS.HelpBuilding.Commands;

/// <summary>The help of one cmdlet.</summary>
internal sealed record CommandHelp(string Name)
{
    public required string HelpFile { get; init; }

    public required IReadOnlyList<TextBlock> Synopsis { get; init; }

    public required IReadOnlyList<TextBlock> Description { get; init; }

    /// <summary>The names of the parameter sets, the default one first.</summary>
    public required IReadOnlyList<string> ParameterSets { get; init; }

    public required IReadOnlyList<ParameterHelp> Parameters { get; init; }

    public required IReadOnlyList<ExampleHelp> Examples { get; init; }

    public required IReadOnlyList<TypeHelp> Inputs { get; init; }

    public required IReadOnlyList<TypeHelp> Outputs { get; init; }

    public required IReadOnlyList<TextBlock> Notes { get; init; }

    public required IReadOnlyList<LinkHelp> Links { get; init; }
}

/// <summary>An example: its code, and what is to be said about it.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<TextBlock> Remarks);

/// <summary>A type that comes in or goes out.</summary>
internal sealed record TypeHelp(string Name, IReadOnlyList<TextBlock> Description);

/// <summary>A related link; the address is empty for the name of another command or topic.</summary>
internal sealed record LinkHelp(string Text, string Address);

/// <summary>A parameter, with its attributes for each group of parameter sets in which they are the same.</summary>
internal sealed record ParameterHelp(string Name, IReadOnlyList<TextBlock> Description, IReadOnlyList<ParameterUse> Uses)
{
    public ParameterUse? In(string parameterSet) => Uses.FirstOrDefault(use => use.IsIn(parameterSet));
}

/// <summary>A parameter's attributes in some parameter sets.</summary>
internal sealed record ParameterUse(string Type)
{
    private const string AllSets = "(All)";

    public required IReadOnlyList<string> ParameterSets { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required IReadOnlyList<string> AcceptedValues { get; init; }

    public required bool Required { get; init; }

    /// <summary>A number, or "named".</summary>
    public required string Position { get; init; }

    public required string DefaultValue { get; init; }

    public required string PipelineInput { get; init; }

    public required bool Wildcards { get; init; }

    public bool IsSwitch => Type is "SwitchParameter" or "System.Management.Automation.SwitchParameter";

    public bool IsIn(string parameterSet) =>
        ParameterSets.Count == 0 || ParameterSets.Contains(AllSets) || ParameterSets.Contains(parameterSet);

    /// <summary>A parameter set that is named here and is none of the command's; null if there is none.</summary>
    public string? UnknownSet(IReadOnlyList<string> known) =>
        ParameterSets.FirstOrDefault(set => set != AllSets && !known.Contains(set, StringComparer.Ordinal));
}
