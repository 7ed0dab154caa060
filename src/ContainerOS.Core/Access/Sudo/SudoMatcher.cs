using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ContainerOS.Access.Accounts;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Sudo;

/// <summary>Whom and what the lists of sudo's rules mean. The last entry that fits counts. Source: match.c of sudo.</summary>
internal sealed class SudoMatcher(SudoersPolicy policy, HostAccounts accounts, string hostName)
{
    private const int MostDeep = 32; // aliases of aliases; sudo refuses circles

    /// <summary>Whether a list means an account.</summary>
    /// <param name="list">The list.</param>
    /// <param name="account">The account.</param>
    /// <param name="kind">Whose aliases count: User or Runas.</param>
    /// <param name="entry">The entry that decides; empty when none does.</param>
    public SudoMatch Account(IReadOnlyList<SudoItem> list, HostAccount account, string kind, out string entry) =>
        Last(list, item => kind == "Runas" && IsStranger(item) ? SudoMatch.Maybe : IsAccount(item, account) ? SudoMatch.Yes : SudoMatch.Silent, kind, out entry, 0);

    /// <summary>Whether a list means this host.</summary>
    public SudoMatch Host(IReadOnlyList<SudoItem> list) => Last(list, IsHost, "Host", out _, 0);

    /// <summary>The commands of an entry, aliases followed.</summary>
    public IEnumerable<SudoItem> Commands(SudoItem item) => Flat([item], "Cmnd", 0);

    /// <summary>The entries of a list of accounts, aliases followed.</summary>
    public IEnumerable<SudoItem> Accounts(IReadOnlyList<SudoItem> list) => Flat(list, "User", 0);

    /// <summary>Whether an entry names somebody of whom this host alone does not know who that is: a netgroup, a group of elsewhere.</summary>
    public bool IsStranger(string entry) => entry[0] == '+' || entry.StartsWith("%:", StringComparison.Ordinal) || (entry[0] == '%' && Group(entry) is null && accounts.ForeignSource("group") is not null);

    private SudoMatch Last(IReadOnlyList<SudoItem> list, Func<string, SudoMatch> fits, string kind, out string entry, int depth)
    {
        foreach (var item in list.Reverse())
        {
            entry = item.Text;
            var match = item.Text == "ALL" ? SudoMatch.Yes
                : depth < MostDeep && policy.Aliases.TryGetValue((kind, item.Text), out var more) ? Last(more, fits, kind, out entry, depth + 1) : fits(item.Text);
            if (match != SudoMatch.Silent)
                return !item.IsNegated ? match : match switch { SudoMatch.Yes => SudoMatch.No, SudoMatch.No => SudoMatch.Yes, _ => match };
        }

        entry = "";
        return SudoMatch.Silent;
    }

    private IEnumerable<SudoItem> Flat(IEnumerable<SudoItem> list, string kind, int depth) => list.SelectMany(item =>
        depth < MostDeep && policy.Aliases.TryGetValue((kind, item.Text), out var more) ? Flat(more, kind, depth + 1).Select(inner => item.IsNegated ? inner with { IsNegated = !inner.IsNegated } : inner) : [item]);

    private bool IsAccount(string entry, HostAccount account) => entry[0] switch
    {
        '#' => Number(entry) == account.Uid,
        '%' => Group(entry) is { } group && (account.Gid == group.Gid || group.Members.Contains(account.Name)),
        _ => entry == account.Name,
    };

    private HostGroup? Group(string entry) => entry.Length > 1 && entry[1] == '#' ? Number(entry.Substring(1)) is { } gid ? accounts.Group(gid) : null : accounts.Group(entry.Substring(1));

    // By its long name where the entry has a dot. Addresses and netgroups are not asked about.
    private SudoMatch IsHost(string entry)
    {
        var own = entry.IndexOf('.') >= 0 ? hostName : hostName.Split('.')[0];
        if (SshdPattern.Matches(own.ToLowerInvariant(), entry.ToLowerInvariant()))
            return SudoMatch.Yes;
        return entry.IndexOfAny(['+', '/', '[']) >= 0 || System.Net.IPAddress.TryParse(entry, out _) || entry.StartsWith(hostName + ".", StringComparison.OrdinalIgnoreCase) ? SudoMatch.Maybe : SudoMatch.Silent;
    }

    private static uint? Number(string entry) => uint.TryParse(entry.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
