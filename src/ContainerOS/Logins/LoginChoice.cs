using System.Collections.Generic;
using System.Linq;
using ContainerOS.Targets;

namespace ContainerOS.Logins;

/// <summary>Which rule says who logs in to a host, and why.</summary>
public sealed class LoginChoice : IVmOutput
{
    private readonly HostTarget target;

    internal LoginChoice(HostTarget target, LoginRule? rule, IReadOnlyList<string> reasons)
    {
        this.target = target;
        Chosen = rule;
        Reasons = reasons;
    }

    /// <summary>The label the user knows the host by.</summary>
    public string ComputerName => target.ComputerName;

    /// <summary>The number of the rule; null when none applies.</summary>
    public int? RuleId => Chosen?.Id;

    /// <summary>The account; null when the secret or ssh_config says it.</summary>
    public string? UserName => target.UserName ?? Chosen?.UserName;

    /// <summary>What the rule logs in with: KeyFile, Credential or Secret; null when it does not say.</summary>
    public string? LoginBy => Chosen is null ? null : Chosen.KeyFilePath is not null ? "KeyFile" : Chosen.HasCredential ? "Credential" : Chosen.SecretName is not null ? "Secret" : null;

    /// <summary>The private key; null when the rule names none.</summary>
    public string? KeyFilePath => Chosen?.KeyFilePath;

    /// <summary>The name of the secret; null when the rule names none. It is not fetched for this.</summary>
    public string? SecretName => Chosen?.SecretName;

    /// <summary>The hosts to go through, by the rule.</summary>
    public IReadOnlyList<string> JumpHost => Chosen?.JumpHost.Select(jump => jump.ToString()).ToList() ?? [];

    /// <summary>What became of each rule that was tried.</summary>
    public IReadOnlyList<string> Reasons { get; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => target.VmUid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => target.VmId;

    internal LoginRule? Chosen { get; }

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => target.Vm;

    /// <inheritdoc/>
    public override string ToString() => $"{ComputerName}: {Chosen?.ToString() ?? "no rule"}";
}
