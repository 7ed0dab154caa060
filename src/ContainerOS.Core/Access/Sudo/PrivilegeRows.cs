using System.Collections.Generic;
using System.Linq;
using ContainerOS.Access.Accounts;
using ContainerOS.Access.Logins;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Sudo;

/// <summary>The ways to become an account from another one: sudo and docker.</summary>
internal sealed class PrivilegeRows(AccessReading reading, HostAccount target)
{
    private HostAccounts Accounts => reading.Accounts;

    private PrivilegeFacts Facts => reading.Privileges;

    /// <summary>All of them.</summary>
    public IEnumerable<AccessRow> All() => !Facts.IsKnown ? [new AccessRow(AccessKind.Sudo, null, null, "the host did not show sudo's rules")] : Sudo().Concat(Docker()).Concat(Others());

    private IEnumerable<AccessRow> Sudo()
    {
        if (Facts.MainFile is null)
            yield break;
        var policy = SudoersPolicy.Read(Facts);
        var root = Accounts.Find("root") ?? Accounts.Find(0u);
        var evaluation = new SudoEvaluation(policy, new SudoMatcher(policy, Accounts, Facts.HostName), target, root);
        foreach (var account in Accounts.All.Where(account => account.Uid != 0 && account.Name != target.Name).OrderBy(account => account.Uid))
        {
            if (evaluation.For(account) is { } verdict)
                yield return Row(account, verdict, root);
        }

        foreach (var (place, entry) in evaluation.Strangers)
            yield return Line(place, Latin1.ForPeople(entry), "who is in it is not known on this host alone");
        foreach (var problem in policy.Problems)
            yield return Line(problem.Place, null, problem.Place.Line == 0 ? problem.Reason : $"{problem.Place} cannot be read: {problem.Reason}");
        if (Accounts.ForeignSource("sudoers") is { } foreign)
            yield return new AccessRow(AccessKind.Sudo, null, null, $"sudo's rules also come from {foreign} (/etc/nsswitch.conf)");
    }

    private AccessRow Row(HostAccount account, SudoVerdict verdict, HostAccount? root)
    {
        var asked = verdict.AsksFor switch { null => null, "own" => account, "target" => target, _ => root };
        var place = verdict.Places[verdict.Places.Count - 1];
        var (allowed, reasons) = (verdict.Allowed, new List<string>());
        if (verdict.Reason is not null)
            reasons.Add(verdict.Reason);
        if (allowed == true && asked?.Password is PasswordUse.Locked or PasswordUse.Unusable)
        {
            allowed = null;
            reasons.Add($"sudo asks for the password of {asked!.Name}, which has none that fits; whether PAM takes anything else is not known");
        }

        if (allowed == true && verdict.Condition is { } condition)
        {
            allowed = null;
            reasons.Add("it is bound to " + HostText.Clean(condition));
        }

        reasons.Add(string.Join(", ", verdict.Places.Select(one => one.ToString())) + (verdict.Entry == account.Name ? "" : $", by {Latin1.ForPeople(verdict.Entry)}"));
        return new AccessRow(AccessKind.Sudo, account.Name, allowed, HostText.Clean(string.Join("; ", reasons)))
        {
            Account = account.Name,
            Detail = HostText.Clean(string.Join(", ", new[] { string.Join(", ", verdict.Commands), allowed == false ? "" : verdict.AsksFor is null ? "without a password" : verdict.AsksFor == "own" ? "with its password" : $"with the password of {asked?.Name}" }.Where(text => text.Length > 0))),
            LoginBy = LoginsOf(account),
            File = Latin1.ForPeople(place.File),
            Line = place.Line,
        };
    }

    private static AccessRow Line(SudoersPlace place, string? principal, string reason) => new(AccessKind.Sudo, principal, null, HostText.Clean(reason))
    {
        Detail = Latin1.ForPeople(place.Text),
        File = Latin1.ForPeople(place.File),
        Line = place.Line == 0 ? null : place.Line,
    };

    private IEnumerable<AccessRow> Docker()
    {
        var name = Facts.DockerGroup ?? "docker";
        var mode = Facts.DockerMode ?? "";
        var others = mode.Length > 0 && ((mode[mode.Length - 1] - '0') & 2) != 0;
        if (others)
            yield return new AccessRow(AccessKind.DockerGroup, "ALL", true, $"{Facts.DockerSocket} is open to everybody (mode {mode})");
        if (Accounts.Group(name) is not { } group)
            yield break;
        bool? allowed = Facts.DockerSocket is null ? null : mode.Length < 2 ? null : ((mode[mode.Length - 2] - '0') & 2) != 0;
        var decided = $"group {HostText.Clean(name)}; " + (Facts.DockerSocket is null ? "docker's socket is not there now" : $"{Facts.DockerSocket}, mode {mode}");
        foreach (var account in Accounts.MembersOf(group).Where(account => account.Uid != 0 && account.Name != target.Name).OrderBy(account => account.Uid))
            yield return new AccessRow(AccessKind.DockerGroup, account.Name, allowed, decided) { Account = account.Name, Detail = "as root in any container", LoginBy = LoginsOf(account) };
    }

    private IEnumerable<AccessRow> Others()
    {
        foreach (var file in Facts.OtherRules)
            yield return new AccessRow(AccessKind.Other, null, null, $"{file} is there, and its rules are not read") { File = file };
        if (new[] { "passwd", "group" }.Select(Accounts.ForeignSource).FirstOrDefault(source => source is not null) is { } foreign)
            yield return new AccessRow(AccessKind.Other, null, null, $"accounts or groups also come from {foreign} (/etc/nsswitch.conf), which is not asked");
    }

    // What works, or may.
    private IReadOnlyList<string> LoginsOf(HostAccount account) => new LoginRows(reading, account).All().Where(row => row.Allowed != false)
        .Select(row => string.Join(" ", new[] { row.Kind.ToString(), row.Kind is AccessKind.Password or AccessKind.Vouched ? "" : row.Principal ?? "", row.Allowed is null ? "(unknown)" : "" }.Where(word => word.Length > 0))).Distinct().ToList();
}
