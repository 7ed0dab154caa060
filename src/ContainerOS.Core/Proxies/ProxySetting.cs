using System.Collections.Generic;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>Which proxy one program of a host uses. Passwords are never part of it: *** stands for them.</summary>
public sealed class ProxySetting : ISessionOutput, IVmResult
{
    private VmReference? vm;

    internal ProxySetting(HostTarget target, Connections.ConnectionFacts connection, ProxyProgram program)
    {
        ComputerName = target.ComputerName;
        Address = target.Address;
        Port = connection.Port ?? target.Port ?? 22;
        UserName = connection.UserName ?? target.UserName;
        Program = program;
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName { get; }

    /// <summary>The name, address or ssh_config alias that was connected to.</summary>
    public string Address { get; }

    /// <summary>The TCP port that was connected to.</summary>
    public int Port { get; }

    /// <summary>The account that logged in; null when the connection does not tell.</summary>
    public string? UserName { get; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => vm?.Uid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => vm?.Id;

    /// <summary>The program.</summary>
    public ProxyProgram Program { get; }

    /// <summary>The proxy that its files name; null when they name none, or cannot be read: see <see cref="Detail"/>.</summary>
    public string? Proxy { get; internal init; }

    /// <summary>What is reached without it.</summary>
    public IReadOnlyList<string> NoProxy { get; internal init; } = [];

    /// <summary>The files that say so, the one that wins for the proxy first; empty when none does.</summary>
    public IReadOnlyList<string> Source { get; internal init; } = [];

    /// <summary>The proxy that is in use: of a daemon, what its process was started with; null when it uses none, does not run, or only root could tell.</summary>
    public string? Effective { get; internal init; }

    /// <summary>Whether the daemon runs; null for a program that is none.</summary>
    public bool? IsRunning { get; internal init; }

    /// <summary>True when the daemon runs with something else than its files say; null when only root could tell.</summary>
    public bool? RestartRequired { get; internal init; }

    /// <summary>What is unknown, and why; null when nothing is.</summary>
    public string? Detail { get; internal init; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    HostSession? ISessionOutput.Session { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Program} {Proxy ?? "without a proxy"}";
}
