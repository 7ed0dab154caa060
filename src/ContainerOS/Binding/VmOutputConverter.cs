using System;
using System.Management.Automation;
using ContainerOS.Targets;

namespace ContainerOS.Binding;

/// <summary>Lets outputs bind to PowerCLI's parameters as the VM that they came from. ContainerOS.types.ps1xml names it for each type of output.</summary>
public sealed class VmOutputConverter : PSTypeConverter
{
    // The first of ours that PowerShell makes when it imports the module, and before it looks at the cmdlets' types, which need Core.
    static VmOutputConverter() => ModuleStart.Begin();

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new PSInvalidCastException();

    /// <summary>Tells whether a parameter takes the VM, or an array of such.</summary>
    /// <param name="sourceValue">An output.</param>
    /// <param name="destinationType">The type of the parameter.</param>
    /// <returns>False when there is no VM, or another type is wanted.</returns>
    public override bool CanConvertTo(object sourceValue, Type destinationType) =>
        VmOf(sourceValue) is { } vm && (IsForVm(destinationType, vm, sourceValue) || (destinationType.IsArray && IsForVm(destinationType.GetElementType()!, vm, sourceValue)));

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        if (!CanConvertTo(sourceValue, destinationType))
            throw new PSInvalidCastException($"{sourceValue} has no VM of the type {destinationType}: the host was not given as a VM.");
        var vm = VmOf(sourceValue)!;
        if (destinationType.IsInstanceOfType(vm))
            return vm;
        var array = Array.CreateInstance(destinationType.GetElementType()!, 1);
        array.SetValue(vm, 0);
        return array;
    }

    /// <summary>The getter of the hidden property VM.</summary>
    /// <param name="output">An output.</param>
    /// <returns>PowerCLI's object; null when the host was not given as a VM.</returns>
    public static object? VM(PSObject output) => VmOf(output);

    // What takes the output itself, as object[] does, gets the output.
    private static bool IsForVm(Type type, object vm, object output) => type.IsInstanceOfType(vm) && !type.IsInstanceOfType(output is PSObject wrapped ? wrapped.BaseObject : output);

    private static object? VmOf(object? value) => ((value is PSObject wrapped ? wrapped.BaseObject : value) as IVmOutput)?.GetVm()?.Vm;
}
