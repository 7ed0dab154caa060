using System.Collections.Generic;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>What a host's sshd does about one keyword, for one login.</summary>
public sealed class SshdOption : ISessionOutput, IVmResult
{
    private VmReference? vm;

    internal SshdOption(string computerName, string address, string name)
    {
        ComputerName = computerName;
        Address = address;
        Name = name;
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName { get; }

    /// <summary>The name, address or ssh_config alias that was connected to; another cmdlet connects there too.</summary>
    public string Address { get; }

    /// <summary>The TCP port that was connected to.</summary>
    public int Port { get; internal init; } = 22;

    /// <summary>The remote account that asked; null when the connection does not tell.</summary>
    public string? UserName { get; internal init; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => vm?.Uid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => vm?.Id;

    /// <summary>The account whose login it is about.</summary>
    public string User { get; internal init; } = "";

    /// <summary>The IP address that the login comes from; null when it is not known.</summary>
    public string? FromAddress { get; internal init; }

    /// <summary>The keyword, as sshd_config(5) spells it.</summary>
    public string Name { get; }

    /// <summary>The effective value in one form: choices in small letters, durations in seconds, several values with commas between; empty for a list without entries, null when it is unknown.</summary>
    public string? Value { get; internal set; }

    /// <summary>Where <see cref="Value"/> was read; null when it is unknown.</summary>
    public SettingSource? Source { get; internal set; }

    /// <summary>The file with the line that decides, the first of several; null when none does or it is not known.</summary>
    public string? File { get; internal set; }

    /// <summary>The number of that line, from 1 on.</summary>
    public int? Line { get; internal set; }

    /// <summary>The Match block that the line is in; null when it is in none.</summary>
    public string? Match { get; internal set; }

    /// <summary>Whether no line decides, so that what OpenSSH was built with counts; null when that is not known.</summary>
    public bool? IsDefault { get; internal set; }

    /// <summary>The other lines of the keyword, each with the reason why it does not count.</summary>
    public IReadOnlyList<SshdOptionLine> Shadowed { get; internal set; } = [];

    /// <summary>Lines that decide otherwise for other accounts or addresses.</summary>
    public IReadOnlyList<SshdOptionLine> Otherwise { get; internal set; } = [];

    /// <summary>
    /// Whether the value stays after a reboot; null when it is not known. On RancherOS the template says it of which sshd_config is made at every start;
    /// systems that make /etc anew at every boot keep no line of theirs.
    /// </summary>
    public bool? SurvivesReboot { get; internal set; }

    /// <summary>What is not known, and why.</summary>
    public IReadOnlyList<UnknownValue> Unknown { get; internal set; } = [];

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    HostSession? ISessionOutput.Session { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Name} {Value ?? "unknown"}";
}
