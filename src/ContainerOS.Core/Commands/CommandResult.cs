using System;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>What a command printed on one host, and how it ended.</summary>
public sealed class CommandResult : ISessionOutput, IVmResult
{
    private VmReference? vm;

    internal CommandResult(string computerName, string address)
    {
        ComputerName = computerName;
        Address = address;
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

    /// <summary>The exit code, 128 + n when signal n ended the command.</summary>
    public int ExitCode { get; internal set; }

    /// <summary>Standard output: text without its last line end, terminal escapes still in it; or a byte[] with -AsByteStream.</summary>
    public object StdOut { get; internal set; } = "";

    /// <summary>Standard error: text without its last line end, terminal escapes still in it; or a byte[] with -AsByteStream.</summary>
    public object StdErr { get; internal set; } = "";

    /// <summary>True when the command ran as root through sudo.</summary>
    public bool Elevated { get; internal set; }

    /// <summary>How often the server had to be asked until it let us in: more than 1 when it limits its logins.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>From connecting to the complete answer.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    HostSession? ISessionOutput.Session { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: exit code {ExitCode}";
}
