using System;
using System.Collections.Generic;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>What became of a password on one host.</summary>
public sealed class PasswordChange : IVmResult
{
    private VmReference? vm;

    internal PasswordChange(string computerName, string address)
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

    /// <summary>The account whose password it is; null when the connection does not tell.</summary>
    public string? Account { get; internal set; }

    /// <summary>The password was changed. False only with -WhatIf: everything else is an error.</summary>
    public bool Changed { get; internal set; }

    /// <summary>The host had asked for the change before it let the account do anything.</summary>
    public bool Forced { get; internal set; }

    /// <summary>A fresh login with the new password went well.</summary>
    public bool Verified { get; internal set; }

    /// <summary>Why no login with the new password was possible, for example because the server takes none; null when there was one.</summary>
    public string? VerificationProblem { get; internal set; }

    /// <summary>How many of the given keys were added to the account; those that it had already do not count.</summary>
    public int AuthorizedKeysAdded { get; internal set; }

    /// <summary>What the host said that did not keep it from the change, for example that the password is weak.</summary>
    public IReadOnlyList<string> Warnings { get; internal set; } = [];

    /// <summary>How long all of it took.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>What is written in place of a result when nothing is to be done.</summary>
    /// <param name="target">The host.</param>
    /// <param name="account">The account; null when it is not known without contact.</param>
    /// <returns>A result that says: not changed.</returns>
    public static PasswordChange Planned(HostTarget target, string? account) =>
        new(target.ComputerName, target.Address) { vm = target.Vm, Port = target.Port ?? 22, UserName = target.UserName, Account = account };

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value) => vm = value;

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: password of {Account ?? "?"} {(Changed ? "changed" : "not changed")}";
}
