using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ContainerOS.Scripts;

namespace ContainerOS.Access.Accounts;

/// <summary>The accounts and groups of a host, as accounts.sh tells them.</summary>
internal sealed class HostAccounts
{
    private static readonly string[] Local = ["files", "compat", "systemd", "altfiles", "usrfiles", "db", "myhostname", "lsass"];
    private readonly Dictionary<string, HostAccount> accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HostGroup> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);

    private HostAccounts(IReadOnlyList<string> lines)
    {
        var facts = lines.Select(line => (Key: line.Substring(0, Math.Max(0, line.IndexOf('='))), Value: line.Substring(line.IndexOf('=') + 1))).ToList();
        List<string> All(string key) => facts.Where(fact => fact.Key == key).Select(fact => fact.Value).ToList();

        IsShadowHidden = facts.Count == 0 || All("hidden").Count > 0;
        Operator = All("operator").FirstOrDefault(name => name.Length > 0);
        long? today = long.TryParse(All("today").FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var day) ? day : null;
        var noShells = new HashSet<string>(All("noshell"), StringComparer.Ordinal);
        var shadow = All("shadow").Select(line => line.Split(':')).Where(fields => fields.Length == 6).GroupBy(fields => fields[0]).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        foreach (var fields in All("account").Select(line => line.Split([':'], 6)).Where(fields => fields.Length == 6 && !accounts.ContainsKey(fields[0])))
        {
            if (uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var uid) && uint.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var gid))
                accounts[fields[0]] = Account(fields, uid, gid, shadow.TryGetValue(fields[0], out var more) ? more : null, today, noShells);
        }

        foreach (var fields in All("group").Select(line => line.Split([':'], 3)).Where(fields => fields.Length == 3 && !groups.ContainsKey(fields[0])))
        {
            if (uint.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var gid))
                groups[fields[0]] = new HostGroup(fields[0], gid, fields[2].Split([','], StringSplitOptions.RemoveEmptyEntries));
        }

        foreach (var source in All("source").Where(line => line.IndexOf(' ') > 0))
            sources[source.Substring(0, source.IndexOf(' '))] = source.Substring(source.IndexOf(' ') + 1);
    }

    /// <summary>Whether the passwords' states could not be read.</summary>
    public bool IsShadowHidden { get; }

    /// <summary>The account that logged in; null when it was not told.</summary>
    public string? Operator { get; }

    /// <summary>All accounts.</summary>
    public IEnumerable<HostAccount> All => accounts.Values;

    /// <summary>Reads what a host printed.</summary>
    public static HostAccounts Read(ScriptResult result) => new(result.Sections.TryGetValue("accounts", out var section) && section.IsComplete ? section.Lines() : []);

    /// <summary>An account; null when there is none of this name.</summary>
    public HostAccount? Find(string name) => accounts.TryGetValue(name, out var account) ? account : null;

    /// <summary>An account by its number; null when there is none.</summary>
    public HostAccount? Find(uint uid) => accounts.Values.FirstOrDefault(account => account.Uid == uid);

    /// <summary>A group; null when there is none of this name.</summary>
    public HostGroup? Group(string name) => groups.TryGetValue(name, out var group) ? group : null;

    /// <summary>A group by its number; null when there is none.</summary>
    public HostGroup? Group(uint gid) => groups.Values.FirstOrDefault(group => group.Gid == gid);

    /// <summary>The groups of an account, its own first.</summary>
    public IReadOnlyList<string> GroupsOf(HostAccount account) =>
        groups.Values.Where(group => group.Gid == account.Gid).Concat(groups.Values.Where(group => group.Members.Contains(account.Name))).Select(group => group.Name).Distinct().ToList();

    /// <summary>Everybody in a group.</summary>
    public IEnumerable<HostAccount> MembersOf(HostGroup group) => accounts.Values.Where(account => account.Gid == group.Gid || group.Members.Contains(account.Name));

    /// <summary>Where else than in this host's own files accounts, groups or sudo's rules come from; null when nowhere.</summary>
    /// <param name="what"><c>passwd</c>, <c>group</c> or <c>sudoers</c>, as /etc/nsswitch.conf calls them.</param>
    public string? ForeignSource(string what) => sources.TryGetValue(what, out var said)
        ? said.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => word[0] != '[' && !word.EndsWith("]", StringComparison.Ordinal) && !Local.Contains(word)) is { } foreign ? HostText.Clean(foreign) : null
        : null;

    private static HostAccount Account(string[] fields, uint uid, uint gid, string[]? shadow, long? today, HashSet<string> noShells)
    {
        var expires = Days(shadow?[5]);
        var (changed, most) = (Days(shadow?[2]), Days(shadow?[3]));
        return new HostAccount(fields[0], uid, gid)
        {
            Shell = fields[4].Length == 0 ? "/bin/sh" : fields[4],
            Home = fields[5].TrimEnd('/'),
            IsShellMissing = fields[4].Length > 0 && noShells.Contains(fields[4]),
            Password = fields[1] == "shadow" ? Use(shadow?[1]) : Use(fields[1]),
            IsPasswordExpired = shadow is null || today is null ? null : changed == 0 || (changed + most < today),
            IsExpired = shadow is null || today is null ? null : expires is not null && expires <= today,
        };
    }

    private static PasswordUse? Use(string? state) => state switch
    {
        "none" => PasswordUse.None,
        "locked" => PasswordUse.Locked,
        "unusable" => PasswordUse.Unusable,
        "set" => PasswordUse.Set,
        _ => null,
    };

    private static long? Days(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;
}
