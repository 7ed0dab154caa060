using System;

namespace ContainerOS.Targets;

/// <summary>A VM that cannot be connected to. The message names the VM and says what to do.</summary>
public sealed class VmTroubleException : Exception
{
    internal VmTroubleException(VmTrouble trouble, string vm, string problem, string remedy)
        : base(HostText.Clean($"{vm}: {problem}. {remedy}")) => Trouble = trouble;

    /// <summary>What it is; its name is the stable error id.</summary>
    public VmTrouble Trouble { get; }
}
