using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace ContainerOS.Logins;

/// <summary>The rules of one runspace. For the thread of its pipeline.</summary>
internal sealed class LoginRules
{
    private static readonly ConditionalWeakTable<Runspace, LoginRules> Stores = new();
    private readonly List<LoginRule> rules = [];
    private int lastId;

    /// <summary>The rules of the runspace whose pipeline asks.</summary>
    public static LoginRules Current => Stores.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>All, in the order in which they are tried.</summary>
    public IReadOnlyList<LoginRule> All => rules.ToList();

    public void Add(LoginRule rule)
    {
        rule.Id = ++lastId;
        rules.Add(rule);
    }

    public void Remove(LoginRule rule) => rules.Remove(rule);
}
