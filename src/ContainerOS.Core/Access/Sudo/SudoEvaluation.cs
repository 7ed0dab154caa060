using System.Collections.Generic;
using System.Linq;
using ContainerOS.Access.Accounts;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Sudo;

/// <summary>What sudo's rules say to an account: of several that are about it the last one counts.</summary>
/// <param name="policy">The rules.</param>
/// <param name="matcher">Whom they mean.</param>
/// <param name="target">The account that is to be become.</param>
/// <param name="root">The account that can become everybody; null when the host has none.</param>
internal sealed class SudoEvaluation(SudoersPolicy policy, SudoMatcher matcher, HostAccount target, HostAccount? root)
{
    /// <summary>Entries that name somebody of whom this host alone does not know who that is.</summary>
    public IEnumerable<(SudoersPlace Place, string Entry)> Strangers => policy.Rules.Where(rule => rule.Commands.Any(IsForTarget))
        .SelectMany(rule => matcher.Accounts(rule.Users).Where(item => !item.IsNegated && matcher.IsStranger(item.Text)).Select(item => (rule.Place, item.Text))).Distinct();

    /// <summary>What the rules let an account do as the target; null when none is about it.</summary>
    public SudoVerdict? For(HostAccount account)
    {
        SudoVerdict? verdict = null;
        foreach (var rule in policy.Rules)
        {
            var where = matcher.Host(rule.Hosts);
            if (where is SudoMatch.No or SudoMatch.Silent || matcher.Account(rule.Users, account, "User", out var entry) != SudoMatch.Yes)
                continue;
            var doubt = where == SudoMatch.Maybe ? $"whether {Latin1.ForPeople(string.Join(", ", rule.Hosts))} is this host is not known" : null;
            foreach (var command in rule.Commands.Where(IsForTarget))
            {
                foreach (var item in matcher.Commands(command.Item))
                    verdict = Next(verdict, item, new SudoVerdict(true, null, [rule.Place]) { Entry = entry, AsksFor = AsksFor(command, account), Condition = command.Condition }, doubt);
            }
        }

        return verdict;
    }

    private static SudoVerdict? Next(SudoVerdict? before, SudoItem item, SudoVerdict rule, string? doubt)
    {
        var places = (before?.Places ?? []).Concat(rule.Places).Distinct().ToList();
        if (item.Text == "ALL")
        {
            if (doubt is not null)
                return before is { Allowed: true } ? before : rule with { Allowed = null, Reason = doubt, Places = places };
            return item.IsNegated ? before is null ? null : rule with { Allowed = false, Reason = "a later rule takes everything away", Places = places } : rule;
        }

        var name = (item.IsNegated ? "!" : "") + Latin1.ForPeople(item.Text);
        if (before is { Allowed: true }) // what is taken out of everything is easily got round
            return item.IsNegated ? before with { Commands = [.. before.Commands, name], Places = places } : before;
        if (item.IsNegated)
            return before is null ? null : before with { Commands = [.. before.Commands, name], Places = places };
        return rule with { Allowed = null, Reason = "whether these commands lead to more is not known", Commands = [.. before is { Allowed: null } ? before.Commands : [], name], Places = places };
    }

    private bool IsForTarget(SudoCommand command)
    {
        var fallback = policy.Defaults.LastOrDefault(setting => setting.Name == "runas_default")?.Value ?? "root";
        var list = command.RunAs ?? [new SudoItem(fallback, IsNegated: false)];
        return new[] { target, root }.OfType<HostAccount>().Any(account => matcher.Account(list, account, "Runas", out _) is SudoMatch.Yes or SudoMatch.Maybe);
    }

    private string? AsksFor(SudoCommand command, HostAccount account)
    {
        if (!(command.NoPassword is { } said ? !said : Flag("authenticate", account, fallback: true)) || account.Uid == 0)
            return null;
        return Flag("rootpw", account, fallback: false) ? "root" : Flag("targetpw", account, fallback: false) || Flag("runaspw", account, fallback: false) ? "target" : "own";
    }

    private bool Flag(string name, HostAccount account, bool fallback) => policy.Defaults.LastOrDefault(setting => setting.Name == name && setting.Scope switch
    {
        ' ' => true,
        ':' => matcher.Account(setting.Bound, account, "User", out _) == SudoMatch.Yes,
        '@' => matcher.Host(setting.Bound) == SudoMatch.Yes,
        '>' => matcher.Account(setting.Bound, target, "Runas", out _) == SudoMatch.Yes,
        _ => false,
    }) is { } found ? found.Value is not null : fallback;
}
