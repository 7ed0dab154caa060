using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ContainerOS.Binding;
using ContainerOS.Connections.HostKeys;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Add-ContainerOsHostKey: stores the keys that hosts show in known_hosts, when the user or a given fingerprint vouches for them.</summary>
[Cmdlet(VerbsCommon.Add, "ContainerOsHostKey", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(HostKey))]
public sealed class AddContainerOsHostKeyCommand : HostKeyCommand
{
    // A host may come several times, with a fingerprint each; it is asked once. Null stands for no fingerprint.
    private readonly Dictionary<(string Address, int? Port, string? Vm), List<string?>> wanted = [];

    /// <summary>The fingerprints to add.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidatePattern("^SHA256:[A-Za-z0-9+/]{43}=?$")]
    public string[]? Fingerprint { get; set; }

    /// <summary>How long a host may take to show its keys.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Write the keys.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override HostKeyRequest CreateRequest(string? knownHostsFile, int? port) =>
        new() { Offered = true, KnownHostsFile = knownHostsFile, Port = port, Alias = HostKeyAlias, ConnectTimeout = ConnectTimeout };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var target in Hosts)
        {
            if (!wanted.TryGetValue(Place(target), out var fingerprints))
            {
                wanted[Place(target)] = fingerprints = [];
                Inquire([target]);
            }

            fingerprints.AddRange(Fingerprint?.Select(text => text.TrimEnd('=')) ?? [null!]);
        }
    }

    /// <inheritdoc/>
    protected override void Process(HostKeyReport report)
    {
        foreach (var fingerprint in wanted[Place(report.Target)].Distinct())
            Attempt(report.Target, () => Add(report, HostKeyStore.Choose(report, fingerprint), vouched: fingerprint is not null));
    }

    private static (string Address, int? Port, string? Vm) Place(HostTarget target) => (target.Address, target.Port, target.VmUid);

    private void Add(HostKeyReport report, IReadOnlyList<HostKey> keys, bool vouched)
    {
        var unknown = keys.Where(key => key.State != HostKeyState.Known).ToList();
        var agreed = unknown.Count > 0 && IsAgreed(report, unknown, vouched);
        foreach (var key in keys)
        {
            var result = agreed && unknown.Contains(key) ? HostKeyStore.Add(report, key, StopToken) : key;
            if (PassThru)
                WriteObject(result);
        }
    }

    // A fingerprint that was given is the answer to the question.
    private bool IsAgreed(HostKeyReport report, List<HostKey> keys, bool vouched)
    {
        var list = string.Join(Environment.NewLine, keys.Select(key => "  " + key));
        return (vouched && !IsOn("WhatIf", "WhatIfPreference") && !IsOn("Confirm", null)) || ShouldProcess(
            $"Adding to {report.KnownHostsFile} as keys of {report.Target}:{Environment.NewLine}{list}",
            $"{report.Target} shows these keys:{Environment.NewLine}{list}{Environment.NewLine}Compare them with the VM's console. Add them to {report.KnownHostsFile}?",
            "Unknown host key");
    }

    private bool IsOn(string parameter, string? preference) => MyInvocation.BoundParameters.TryGetValue(parameter, out var value)
        ? ((SwitchParameter)value).IsPresent
        : preference is not null && LanguagePrimitives.IsTrue(GetVariableValue(preference));
}
