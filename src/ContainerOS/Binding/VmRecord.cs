using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using ContainerOS.Targets;

namespace ContainerOS.Binding;

/// <summary>Reads PowerCLI's VMs and guests by their properties: PowerCLI's types are not known here, and change between its versions.</summary>
internal static class VmRecord
{
    private static readonly char[] Separators = [' ', ',', ';', '|'];

    /// <summary>Reads a VM (it has PowerState and Guest) or a guest (it has IPAddress and its VM); null when it is neither.</summary>
    public static HostTarget? TryRead(PSObject record)
    {
        try
        {
            if (Has(record, "Guest"))
                return Has(record, "PowerState") ? Create(Text(record, "Name"), record, Value(record, "Guest")) : null;
            return Has(record, "IPAddress") && (Has(record, "VmName") || VmOf(record) is not null) ? FromGuest(record) : null;
        }
        catch (GetValueException error) // for example without a connection to vCenter; the text of a VM is its name
        {
            return HostTarget.Of(record.ToString(), new VmReference { Vm = Original(record) }, new VmGuest { Problem = $"PowerCLI could not read the VM ({(error.InnerException ?? error).Message.TrimEnd('.')})" });
        }
    }

    private static HostTarget FromGuest(PSObject guest) =>
        Create(Text(guest, "VmName") ?? (VmOf(guest) is { } vm ? Text(vm, "Name") : null), VmOf(guest), guest);

    private static HostTarget Create(string? name, PSObject? vm, object? guest)
    {
        var powerState = vm is null ? null : Text(vm, "PowerState");
        if (guest is not PSObject details || !Has(details, "IPAddress"))
        {
            return HostTarget.Of(name, vm is null ? new VmReference() : Reference(vm), new VmGuest
            {
                PowerState = powerState,
                Problem = guest is null ? null : "this is a copy of a VM, from a job, a file or another machine, and what its guest reported is lost",
            });
        }

        // Of what Select-Object made of a VM, the guest still has the VM itself.
        if (vm is null or { BaseObject: PSCustomObject } && VmOf(details) is { BaseObject: not PSCustomObject } real)
            vm = real;
        return HostTarget.Of(name, vm is null ? new VmReference() : Reference(vm), new VmGuest
        {
            PowerState = powerState,
            ToolsState = Text(details, "State"),
            Addresses = Addresses(details.Properties["IPAddress"].Value),
            HostName = Text(details, "HostName"),
        });
    }

    private static VmReference Reference(PSObject vm) => new()
    {
        Uid = Text(vm, "Uid"),
        Id = Text(vm, "Id"),
        Vm = Original(vm),
    };

    // A copy is no VM to PowerCLI.
    private static object? Original(PSObject vm) => vm.BaseObject is PSCustomObject ? null : vm.BaseObject;

    // In a table of VMs, the column VM is a name.
    private static PSObject? VmOf(PSObject guest) => Value(guest, "VM") is { BaseObject: not string } vm ? vm : null;

    // A list as a rule; one string, or none, from some versions.
    private static IReadOnlyList<string> Addresses(object? value)
    {
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        var texts = plain is IEnumerable list and not string ? list.Cast<object?>() : [plain];
        return texts.Select(Convert).OfType<string>().SelectMany(text => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries)).ToList();
    }

    private static bool Has(PSObject record, string name) => record.Properties[name] is { IsGettable: true };

    private static PSObject? Value(PSObject record, string name) => record.Properties[name] is { IsGettable: true, Value: { } value } ? PSObject.AsPSObject(value) : null;

    private static string? Text(PSObject record, string name) => Convert(Value(record, name)) is { Length: > 0 } text ? text : null;

    private static string? Convert(object? value) => System.Convert.ToString(value is PSObject wrapped ? wrapped.BaseObject : value, CultureInfo.InvariantCulture)?.Trim();
}
