using System.Collections.Generic;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>A line that lets a key in to an account of a host; or one, or a file, of which that is not known.</summary>
public sealed class AuthorizedKeyEntry : ISessionOutput, IVmResult
{
    private VmReference? vm;

    internal AuthorizedKeyEntry(string computerName, string address, string account)
    {
        ComputerName = computerName;
        Address = address;
        Account = account;
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName { get; }

    /// <summary>The name, address or ssh_config alias that was connected to.</summary>
    public string Address { get; }

    /// <summary>The TCP port that was connected to.</summary>
    public int Port { get; internal set; } = 22;

    /// <summary>The account that logged in; null when the connection does not tell.</summary>
    public string? UserName { get; internal set; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => vm?.Uid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => vm?.Id;

    /// <summary>The account that the key lets in to.</summary>
    public string Account { get; }

    /// <summary>The type of the key, for example <c>ssh-ed25519</c>; null for what is no key.</summary>
    public string? Type { get; internal set; }

    /// <summary>The SHA256 fingerprint, as ssh-keygen -l shows it; null for what is no key.</summary>
    public string? Fingerprint { get; internal set; }

    /// <summary>The comment behind the key; null when there is none.</summary>
    public string? Comment { get; internal set; }

    /// <summary>The options before the key, such as <c>from="10.0.0.0/8"</c>.</summary>
    public IReadOnlyList<string> Options { get; internal set; } = [];

    /// <summary>The file.</summary>
    public string? File { get; internal set; }

    /// <summary>The number of the line, from 1; null for a file that could not be read.</summary>
    public int? Line { get; internal set; }

    /// <summary>Whether it is still there after a reboot; null when that is not known.</summary>
    public bool? SurvivesReboot { get; internal set; }

    /// <summary>Why sshd makes nothing of the line, or what keeps or drops it; null when there is nothing to say.</summary>
    public string? Note { get; internal set; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    HostSession? ISessionOutput.Session { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Account} {Type} {Fingerprint} {Comment}".TrimEnd();
}
