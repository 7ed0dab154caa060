using System;
using System.Linq;
using System.Management.Automation;
using ContainerOS.Logins;
using ContainerOS.Targets;

namespace ContainerOS.Binding;

/// <summary>-UserName: the name of an account, or a script block that says it for each host.</summary>
public sealed class AccountName : IEquatable<AccountName>
{
    private readonly ScriptBlock? script;

    /// <summary>The same account everywhere.</summary>
    /// <param name="name">The account.</param>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public AccountName(string name) => Name = string.IsNullOrWhiteSpace(name) ? throw new ArgumentException("The user name is empty.") : name;

    /// <summary>An account for each host.</summary>
    /// <param name="script">Writes the account; $_ is the VM, or the host where it was not given as one.</param>
    public AccountName(ScriptBlock script) => this.script = script;

    /// <summary>The account; null when a script block says it.</summary>
    public string? Name { get; }

    /// <inheritdoc/>
    public bool Equals(AccountName? other) => other is not null && other.Name == Name && ReferenceEquals(other.script, script);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AccountName);

    /// <inheritdoc/>
    public override int GetHashCode() => (Name ?? "").GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Name ?? script!.ToString();

    /// <summary>The account for a host; null leaves it to the login rules and ssh_config.</summary>
    /// <exception cref="LoginException">The script block failed, or wrote no account.</exception>
    internal string? For(HostTarget target)
    {
        if (script is null)
            return Name;
        var written = TargetScript.Run(script, target, "the script block of -UserName").Where(item => item is not null).Select(item => item.ToString().Trim()).Where(name => name.Length > 0).ToList();
        if (written.Count > 1)
            throw new LoginException("LoginRuleFailed", $"{target.ComputerName}: the script block of -UserName wrote {written.Count} values; it must write one user name, or nothing");
        try
        {
            return written.Count == 0 ? null : new HostTarget("host", "host", null, written[0]).UserName;
        }
        catch (HostTargetException error)
        {
            throw new LoginException("LoginRuleFailed", $"{target.ComputerName}: the script block of -UserName wrote no user name. {error.Message}", error);
        }
    }
}
