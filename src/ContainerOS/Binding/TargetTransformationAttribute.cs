using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using ContainerOS.Targets;

namespace ContainerOS.Binding;

/// <summary>Makes targets of what users have: strings, earlier outputs, records such as rows of Import-Csv.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class TargetTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var targets = new List<HostTarget>();
        try
        {
            Add(inputData, targets);
        }
        catch (HostTargetException error)
        {
            throw new ArgumentTransformationMetadataException(error.Message, error);
        }

        return targets.ToArray();
    }

    private static void Add(object? input, List<HostTarget> targets)
    {
        var value = input is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : input;
        if (value is string or PSObject or IDictionary || value is not IEnumerable list)
        {
            targets.Add(TargetRecord.Read(input));
            return;
        }

        foreach (var item in list)
            Add(item, targets);
    }
}
