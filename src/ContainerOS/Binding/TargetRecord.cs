using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Net;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Binding;

/// <summary>Reads one thing as a target.</summary>
internal static class TargetRecord
{
    private static readonly string[] AddressNames = ["Address", "IPAddress", "DnsName", "HostName", "ComputerName", "Cn"];
    private static readonly string[] LabelNames = ["ComputerName", "HostName", "DnsName", "Cn"];

    /// <exception cref="HostTargetException">It names no host.</exception>
    public static HostTarget Read(object? input)
    {
        var value = input is PSObject wrapped ? wrapped.BaseObject : input;
        return value switch
        {
            null => throw new HostTargetException("A host is null. Give a name, an address, an earlier output or a row with a ComputerName column."),
            string text => HostTarget.Parse(text),
            HostTarget target => target,
            IPAddress address => HostTarget.Parse(address.ToString()), // its own property Address is a number
            HostSession session => session.ToTarget(implied: false),
            ISessionOutput { Session: { State: not HostSessionState.Closed } session } => session.ToTarget(implied: true),
            IVmOutput output => FromRecord(name => Property(PSObject.AsPSObject(input!), name), value, output.GetVm()),
            _ when IsCopy(input!) => throw new HostTargetException("A session does not outlive its process: this is a copy of one, from a job, a file or another machine. Open a new one with New-ContainerOsSession, or give the host's name."),
            IDictionary table => FromRecord(name => table.Contains(name) ? table[name] : null, value),
            _ => VmRecord.TryRead(PSObject.AsPSObject(input!)) ?? FromRecord(name => Property(PSObject.AsPSObject(input!), name), value),
        };
    }

    private static HostTarget FromRecord(Func<string, object?> property, object value, VmReference? vm = null)
    {
        string? Text(string name) => property(name) switch
        {
            null => null,
            string text => text.Trim() is { Length: > 0 } trimmed ? trimmed : null,
            IPAddress address => address.ToString(),
            IEnumerable => throw new HostTargetException($"The property {name} of {Describe(value)} is a list; one host needs one value."),
            var other => Convert.ToString(other, CultureInfo.InvariantCulture),
        };

        var address = AddressNames.Select(Text).FirstOrDefault(text => text is not null)
            ?? throw new HostTargetException($"{Describe(value)} names no host: it is neither a string nor has it one of the properties {string.Join(", ", AddressNames)}.");
        var parsed = HostTarget.Parse(address);
        var label = LabelNames.Select(Text).FirstOrDefault(text => text is not null) is { } named && named != address ? named : parsed.ComputerName;
        var (uid, id) = (Text("VmUid"), Text("VmId"));
        return new HostTarget(label, parsed.Address, Port(Text("Port")) ?? parsed.Port, Text("UserName") ?? parsed.UserName)
        {
            Vm = vm ?? (uid is null && id is null ? null : new VmReference { Uid = uid, Id = id }),
        };
    }

    private static bool IsCopy(object input) => PSObject.AsPSObject(input).TypeNames.Contains("Deserialized." + typeof(HostSession).FullName);

    private static int? Port(string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
        : throw new HostTargetException($"'{HostText.Clean(text)}' is not a TCP port; ports go from 1 to 65535.");

    private static object? Property(PSObject record, string name)
    {
        var property = record.Properties[name];
        return property is PSPropertyInfo { IsGettable: true } ? property.Value is PSObject wrapped ? wrapped.BaseObject : property.Value : null;
    }

    private static string Describe(object value) => value is PSCustomObject ? "A record" : $"An object of type {value.GetType().FullName}";
}
