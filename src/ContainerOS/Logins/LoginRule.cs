using System;
using System.Collections.Generic;
using System.Management.Automation;
using ContainerOS.Targets;

namespace ContainerOS.Logins;

/// <summary>A rule about who logs in to which hosts.</summary>
public sealed class LoginRule
{
    internal LoginRule(ScriptBlock match) => Condition = match;

    /// <summary>Its number among the rules of its runspace, from 1; rules are tried in this order.</summary>
    public int Id { get; internal set; }

    /// <summary>The script block that decides, as a text.</summary>
    public string Match => Condition.ToString().Trim();

    /// <summary>The account; null when the host, ssh_config or the secret says it.</summary>
    public string? UserName { get; internal set; }

    /// <summary>The private key; null when none is given.</summary>
    public string? KeyFilePath { get; internal set; }

    /// <summary>The name of the secret; null when none is given.</summary>
    public string? SecretName { get; internal set; }

    /// <summary>Whether a credential is given.</summary>
    public bool HasCredential => Credential is not null;

    /// <summary>The hosts to go through; empty when none are given.</summary>
    public IReadOnlyList<HostTarget> JumpHost { get; internal set; } = Array.Empty<HostTarget>();

    internal ScriptBlock Condition { get; }

    internal PSCredential? Credential { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"rule {Id}: {UserName ?? "any account"} where {{ {Match} }}";
}
