using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Access.Logins;

/// <summary>Whether a login gets in, put together of all that has a say: one no is enough, and what is not known is no yes.</summary>
internal sealed class LoginVerdict
{
    private readonly List<(bool? Allows, string Reason)> says = [];

    /// <summary>True, false, or null when it is not known.</summary>
    public bool? Allowed => says.Any(one => one.Allows == false) ? false : says.Any(one => one.Allows is null) ? null : true;

    /// <summary>What decides it, for people.</summary>
    public string DecidedBy => HostText.Clean(string.Join("; ", says.Where(one => one.Allows == Allowed && one.Reason.Length > 0).Select(one => one.Reason).Distinct()));

    /// <summary>Takes one word in.</summary>
    /// <param name="allows">What it says; null when that is not known.</param>
    /// <param name="reason">What it is and where; empty for what goes without saying.</param>
    public LoginVerdict Add(bool? allows, string reason)
    {
        says.Add((allows, reason));
        return this;
    }

    /// <summary>Takes in all that another has.</summary>
    public LoginVerdict Add(LoginVerdict other)
    {
        says.AddRange(other.says);
        return this;
    }
}
