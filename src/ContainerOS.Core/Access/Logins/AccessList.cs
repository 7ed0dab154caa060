using System.Collections.Generic;
using System.Linq;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Logins;

/// <summary>Whom AllowUsers, DenyUsers, AllowGroups and DenyGroups name.</summary>
internal static class AccessList
{
    public static bool HasUser(IEnumerable<string> patterns, SshdConnectionSpec spec) => patterns.Any(pattern =>
    {
        var at = pattern.LastIndexOf('@');
        if (at < 0)
            return SshdPattern.Matches(spec.User, pattern);
        var host = pattern.Substring(at + 1);
        return SshdPattern.Matches(spec.User, pattern.Substring(0, at)) && (spec.Address is null || SshdPattern.Matches(spec.Address, host) || SshdPattern.MatchAddress(spec.Address, host));
    });

    public static bool HasGroup(IReadOnlyList<string> patterns, IEnumerable<string> groups) => groups.Any(group => SshdPattern.MatchList(group, string.Join(",", patterns)) > 0);
}
