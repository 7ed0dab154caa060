using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Access.Accounts;
using ContainerOS.Access.Keys;

namespace ContainerOS.Access.Logins;

/// <summary>Whether one account gets in over SSH, and what decides it. Source: allowed_user, auth_root_allowed and auth2-pubkey.c of OpenSSH.</summary>
/// <param name="sshd">What sshd does for it.</param>
/// <param name="account">The account.</param>
/// <param name="groups">Its groups.</param>
internal sealed class LoginGate(SshdAnswers sshd, HostAccount account, IReadOnlyList<string> groups)
{
    /// <summary>Whether a password gets in.</summary>
    public LoginVerdict Password()
    {
        var verdict = Account().Add(Root(isForced: false, isPassword: true)).Add(Methods("password", "keyboard-interactive"));
        verdict.Add(account.Password switch { PasswordUse.Set => true, PasswordUse.None => Is("PermitEmptyPasswords"), null => null, _ => false }, account.Password switch
        {
            null => "whether there is a password is not known: /etc/shadow could not be read",
            PasswordUse.Locked => "the password is locked (/etc/shadow)",
            PasswordUse.Unusable => "no password fits (/etc/shadow)",
            PasswordUse.None => "the password is empty, and PermitEmptyPasswords " + Said("PermitEmptyPasswords"),
            _ => "",
        });
        var (plain, asking) = (Is("PasswordAuthentication"), Is("KbdInteractiveAuthentication"));
        bool? either = plain == true || asking == true ? true : plain is null || asking is null ? null : false;
        return verdict.Add(either, plain == true || asking != true ? "PasswordAuthentication " + Said("PasswordAuthentication") : "KbdInteractiveAuthentication " + Said("KbdInteractiveAuthentication"));
    }

    /// <summary>Whether keys get in at all, whatever key.</summary>
    /// <param name="isForced">Whether the key is bound to a command.</param>
    public LoginVerdict Key(bool isForced)
    {
        var verdict = Account().Add(Root(isForced, isPassword: false)).Add(Methods("publickey")).Add(Is("PubkeyAuthentication"), "PubkeyAuthentication " + Said("PubkeyAuthentication"));
        if (account.IsPasswordExpired == true)
            verdict.Add(null, "the password has expired: it must be changed first, which takes the old one");
        return verdict;
    }

    /// <summary>Whether one key of a file gets in.</summary>
    public LoginVerdict Key(AuthorizedKeyLine line, string? unsafeFile)
    {
        var verdict = Key(line.OptionValue("command") is not null);
        if (unsafeFile is not null)
            verdict.Add(Is("StrictModes") switch { true => false, false => true, null => null }, unsafeFile);
        if (line.Type == "ssh-dss")
            verdict.Add(sshd.Value("PubkeyAcceptedAlgorithms", out _)?.Contains("ssh-dss") == true, "sshd takes no DSA keys");
        if (line.OptionValue("expiry-time") is { } end)
            verdict.Add(IsPast(end) switch { true => false, false => true, null => null }, $"expiry-time {end}");
        return verdict;
    }

    private static bool? IsPast(string time)
    {
        var utc = time.EndsWith("Z", StringComparison.Ordinal);
        var formats = new[] { "yyyyMMdd", "yyyyMMddHHmm", "yyyyMMddHHmmss" };
        var style = System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal;
        if (!DateTime.TryParseExact(utc ? time.Substring(0, time.Length - 1) : time, formats, System.Globalization.CultureInfo.InvariantCulture, style, out var end))
            return null;
        var left = end - DateTime.UtcNow;
        return !utc && Math.Abs(left.TotalHours) < 26 ? null : left < TimeSpan.Zero; // the host's own time zone
    }

    private LoginVerdict Account()
    {
        var verdict = new LoginVerdict();
        if (account.IsExpired == true)
            verdict.Add(false, "the account has expired (/etc/shadow)");
        if (account.HasNoShell)
            verdict.Add(false, $"the shell {account.Shell} {(account.IsShellMissing ? "is not there" : "ends every login")}");
        if (account.Password == PasswordUse.Locked && Is("UsePAM") != true)
            verdict.Add(Is("UsePAM") is null ? null : false, "the account is locked, and UsePAM " + Said("UsePAM"));
        foreach (var (keyword, isOut) in new (string, Func<IReadOnlyList<string>, bool>)[]
        {
            ("DenyUsers", patterns => AccessList.HasUser(patterns, sshd.Spec)), ("AllowUsers", patterns => !AccessList.HasUser(patterns, sshd.Spec)),
            ("DenyGroups", patterns => AccessList.HasGroup(patterns, groups)), ("AllowGroups", patterns => !AccessList.HasGroup(patterns, groups)),
        })
        {
            var patterns = sshd.Values(keyword, out var where);
            if (patterns is null)
                verdict.Add(null, $"{keyword} is not known ({where})");
            else if (patterns.Count > 0)
                verdict.Add(!isOut(patterns), $"{keyword} {string.Join(" ", patterns)} ({where})");
        }

        return verdict;
    }

    private LoginVerdict Root(bool isForced, bool isPassword)
    {
        var verdict = new LoginVerdict();
        if (account.Uid != 0)
            return verdict;
        bool? allows = sshd.Value("PermitRootLogin", out _)?.ToLowerInvariant() switch
        {
            null => null,
            "yes" => true,
            "prohibit-password" or "without-password" => !isPassword,
            "forced-commands-only" => isForced,
            _ => false,
        };
        return verdict.Add(allows, "PermitRootLogin " + Said("PermitRootLogin"));
    }

    // Lists of methods, of which one list must be gone through.
    private LoginVerdict Methods(params string[] own)
    {
        var verdict = new LoginVerdict();
        var lists = sshd.Values("AuthenticationMethods", out var where);
        if (lists is null)
            return verdict.Add(null, $"AuthenticationMethods is not known ({where})");
        if (lists.Count == 0 || lists.Contains("any"))
            return verdict;
        bool Has(string list) => list.Split(',').Any(method => own.Contains(method.Split(':')[0]));
        return verdict.Add(lists.Any(Has), $"AuthenticationMethods {string.Join(" ", lists)} ({where})");
    }

    private bool? Is(string keyword) => sshd.Value(keyword, out _) switch { "yes" => true, null => null, _ => false };

    private string Said(string keyword) => sshd.Value(keyword, out var where) is { } value ? $"{value} ({where})" : $"is not known ({where})";
}
