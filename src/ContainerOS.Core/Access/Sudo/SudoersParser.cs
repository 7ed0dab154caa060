using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ContainerOS.Access.Sudo;

/// <summary>Reads one line of sudo's rules. Source: sudoers(5), gram.y and toke.l of sudo.</summary>
internal static class SudoersParser
{
    private static readonly Regex AliasKind = new(@"(User|Runas|Host|Cmnd|Cmd)_Alias(?=\s)", RegexOptions.CultureInvariant);
    private static readonly Regex AliasName = new("[A-Z][A-Z0-9_]*", RegexOptions.CultureInvariant);
    private static readonly Regex Defaults = new(@"Defaults([@:!>]|(?=\s))", RegexOptions.CultureInvariant);
    private static readonly Regex Setting = new(@"(?<not>!*)\s*(?<name>[a-z_]+)\s*((?<sign>[+-]?=)\s*(""(?<value>[^""]*)""|(?<value>([^,""\\ \t]|\\.)*)))?\s*(,|$)", RegexOptions.CultureInvariant);
    private static readonly Regex Option = new(@"(?<name>ROLE|TYPE|PRIVS|LIMITPRIVS|TIMEOUT|NOTBEFORE|NOTAFTER|CWD|CHROOT|APPARMOR_PROFILE)\s*=\s*(""[^""]*""|[^\s,""]+)", RegexOptions.CultureInvariant);
    private static readonly Regex Tag = new(@"(?<name>(NO)?(PASSWD|EXEC|SETENV|LOG_INPUT|LOG_OUTPUT|MAIL|FOLLOW|INTERCEPT))\s*:", RegexOptions.CultureInvariant);
    private static readonly Regex Digest = new(@"sha(224|256|384|512)\s*:\s*[A-Za-z0-9+/]+=*\s*,?", RegexOptions.CultureInvariant);

    /// <summary>Reads a line into a policy. What is no sense becomes a problem of it.</summary>
    public static void Read(SudoersPlace place, SudoersPolicy policy)
    {
        try
        {
            var cursor = new SudoersCursor(place.Text);
            if (cursor.Take(Defaults) is { } defaults)
                ReadDefaults(place, defaults.Groups[1].Value, cursor, policy);
            else if (cursor.Take(AliasKind) is { } alias)
                ReadAliases(alias.Groups[1].Value is "Cmd" or "Cmnd" ? "Cmnd" : alias.Groups[1].Value, cursor, policy);
            else
                policy.Rules.AddRange(ReadRules(place, cursor).ToList());
        }
        catch (FormatException error)
        {
            policy.Problems.Add(new SudoersProblem(place, error.Message));
        }
    }

    private static void ReadDefaults(SudoersPlace place, string scope, SudoersCursor cursor, SudoersPolicy policy)
    {
        IReadOnlyList<SudoItem> bound = scope.Length == 0 ? [] : cursor.TakeList();
        if (cursor.IsAtEnd)
            throw new FormatException("there is no setting");
        while (!cursor.IsAtEnd)
        {
            var setting = cursor.Take(Setting) ?? throw new FormatException("a setting cannot be read");
            var value = setting.Groups["not"].Length % 2 == 1 ? null : setting.Groups["value"].Success ? setting.Groups["value"].Value : "on";
            policy.Defaults.Add(new SudoDefault(place, scope.Length == 0 ? ' ' : scope[0], bound, setting.Groups["name"].Value, value));
        }
    }

    private static void ReadAliases(string kind, SudoersCursor cursor, SudoersPolicy policy)
    {
        do
        {
            var name = cursor.Take(AliasName)?.Value ?? throw new FormatException("the name of the alias is none");
            if (!cursor.Take('='))
                throw new FormatException("'=' is missing");
            policy.Aliases[(kind, name)] = kind == "Cmnd" ? ReadCommands(cursor).Select(command => command.Item).ToList() : cursor.TakeList();
        }
        while (cursor.Take(':'));
        End(cursor);
    }

    private static IEnumerable<SudoRule> ReadRules(SudoersPlace place, SudoersCursor cursor)
    {
        var users = cursor.TakeList();
        do
        {
            var hosts = cursor.TakeList();
            if (!cursor.Take('='))
                throw new FormatException("'=' is missing");
            yield return new SudoRule(place, users, hosts, ReadCommands(cursor));
        }
        while (cursor.Take(':'));
        End(cursor);
    }

    // As whom, tags and options stay for the commands behind.
    private static IReadOnlyList<SudoCommand> ReadCommands(SudoersCursor cursor)
    {
        var commands = new List<SudoCommand>();
        (IReadOnlyList<SudoItem>? runAs, bool? noPassword, string? condition) = (null, null, null);
        do
        {
            while (true)
            {
                if (cursor.Take('('))
                    runAs = ReadRunAs(cursor);
                else if (cursor.Take(Option) is { } option)
                    condition = option.Groups["name"].Value is "NOTBEFORE" or "NOTAFTER" or "CHROOT" ? option.Value : condition;
                else if (cursor.Take(Tag) is { } tag)
                    noPassword = tag.Groups["name"].Value switch { "NOPASSWD" => true, "PASSWD" => false, _ => noPassword };
                else
                    break;
            }

            var negated = cursor.TakeNegation();
            while (cursor.Take(Digest) is not null)
                negated ^= cursor.TakeNegation();
            commands.Add(new SudoCommand(new SudoItem(cursor.TakeCommand(), negated), runAs, noPassword, condition));
        }
        while (cursor.Take(','));
        return commands;
    }

    // Accounts, and behind a colon groups, which make nobody root.
    private static IReadOnlyList<SudoItem> ReadRunAs(SudoersCursor cursor)
    {
        var accounts = cursor.IsNext(')') || cursor.IsNext(':') ? [] : cursor.TakeList();
        if (cursor.Take(':') && !cursor.IsNext(')'))
            _ = cursor.TakeList();
        return cursor.Take(')') ? accounts : throw new FormatException("')' is missing");
    }

    private static void End(SudoersCursor cursor)
    {
        if (!cursor.IsAtEnd)
            throw new FormatException("there is more than belongs there");
    }
}
