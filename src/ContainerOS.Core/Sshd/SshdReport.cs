using System.Collections.Generic;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS;

/// <summary>What one host tells about its sshd.</summary>
public sealed class SshdReport : ISessionOutput, IVmResult
{
    private VmReference? vm;
    private HostSession? session;

    internal SshdReport(IReadOnlyList<SshdOption> options, string? problem)
    {
        Options = options;
        Problem = problem;
    }

    /// <summary>Every keyword that OpenSSH has.</summary>
    public IReadOnlyList<SshdOption> Options { get; }

    /// <summary>Why not everything is known; null when it is.</summary>
    public string? Problem { get; }

    /// <inheritdoc/>
    HostSession? ISessionOutput.Session
    {
        get => session;
        set
        {
            session = value;
            foreach (ISessionOutput option in Options)
                option.Session = value;
        }
    }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => vm;

    /// <inheritdoc/>
    void IVmResult.SetVm(VmReference? value)
    {
        vm = value;
        foreach (IVmResult option in Options)
            option.SetVm(value);
    }
}
