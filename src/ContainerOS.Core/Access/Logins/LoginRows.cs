using System.Collections.Generic;
using System.Linq;
using ContainerOS.Access.Accounts;
using ContainerOS.Access.Keys;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Access.Logins;

/// <summary>The ways to log in to one account over SSH.</summary>
internal sealed class LoginRows(AccessReading reading, HostAccount account)
{
    private readonly LoginGate gate = reading.Gate(account);
    private readonly SshdAnswers sshd = reading.Sshd(account);

    /// <summary>All of them, also those that are forbidden.</summary>
    public IEnumerable<AccessRow> All() => new[] { Password() }.Concat(Keys()).Concat(KeyCommand()).Concat(Authorities()).Concat(Vouched());

    private AccessRow Password()
    {
        var verdict = gate.Password();
        return Row(AccessKind.Password, account.Name, verdict) with
        {
            Detail = account.Password switch
            {
                null => null,
                PasswordUse.Set => account.IsPasswordExpired == true ? "expired: must be changed at the login" : "set",
                PasswordUse.None => "empty",
                PasswordUse.Locked => "locked",
                _ => "no password fits",
            } + Together("password", "keyboard-interactive"),
        };
    }

    private IEnumerable<AccessRow> Keys()
    {
        if (reading.KeyPathsOf(account, out var where) is not { } paths)
            return [Unknown(AccessKind.Key, $"AuthorizedKeysFile is not known ({where})")];
        return paths.SelectMany(path => reading.Keys.Problem(path) is { } problem
            ? [Unknown(AccessKind.Key, problem) with { File = Latin1.ForPeople(path) }]
            : reading.Keys.Find(path) is { } file ? file.Lines.Where(line => line.IsKey).Select(line => Key(file, line)) : []);
    }

    private AccessRow Key(KeyFile file, AuthorizedKeyLine line)
    {
        var verdict = gate.Key(line, reading.Keys.Unsafe(file, account));
        if (verdict.Allowed == true && sshd.Value("RevokedKeys", out var where) is { } revoked && revoked != "none")
            verdict.Add(true, $"unless RevokedKeys {revoked} has it ({where})");
        return Row(line.IsAuthority ? AccessKind.CertificateAuthority : AccessKind.Key, line.Fingerprint, verdict) with
        {
            Detail = KeyText(line) + Together("publickey"),
            File = Latin1.ForPeople(file.Path),
            Line = line.Number,
        };
    }

    private IEnumerable<AccessRow> KeyCommand()
    {
        var command = sshd.Value("AuthorizedKeysCommand", out var where);
        if (command is null or "none")
            yield break;
        var verdict = gate.Key(isForced: false).Add(null, $"which keys AuthorizedKeysCommand tells is not known ({where})");
        yield return Row(AccessKind.KeyCommand, null, verdict) with { Detail = command };
    }

    private IEnumerable<AccessRow> Authorities()
    {
        var path = sshd.Value("TrustedUserCAKeys", out var where);
        if (path is null or "none")
            return [];
        if (reading.Keys.Problem(path) is { } problem)
            return [Unknown(AccessKind.CertificateAuthority, problem)];
        var (principals, known) = Principals();
        return (reading.Keys.Find(path)?.Lines ?? []).Where(line => line.IsKey).Select(line => Row(AccessKind.CertificateAuthority, line.Fingerprint,
            gate.Key(isForced: false).Add(true, $"TrustedUserCAKeys ({where})").Add(known, known == true ? "" : principals)) with
        {
            Detail = $"{KeyText(line)}; {principals}",
            File = Latin1.ForPeople(path),
            Line = line.Number,
        });
    }

    // Whose certificates: by default those that name the account.
    private (string Words, bool? Known) Principals()
    {
        var command = sshd.Value("AuthorizedPrincipalsCommand", out _);
        if (command is not null and not "none")
            return ($"principals by {command}, which is not asked", null);
        var pattern = sshd.Value("AuthorizedPrincipalsFile", out _);
        if (pattern is null or "none")
            return ("principal " + account.Name, true);
        var path = KeyPaths.Of(pattern, account);
        if (reading.Keys.Problem(path) is { } problem)
            return (problem, null);
        var names = reading.Keys.Find(path) is { Content: { } content } ? Latin1.Decode(content).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(Latin1.ForPeople).ToList() : [];
        return names.Count == 0 ? ($"{Latin1.ForPeople(path)} names no principal", false) : ($"principals {string.Join(", ", names)} ({Latin1.ForPeople(path)})", true);
    }

    private IEnumerable<AccessRow> Vouched()
    {
        foreach (var keyword in new[] { "HostbasedAuthentication", "GSSAPIAuthentication", "KerberosAuthentication" })
        {
            var value = sshd.Value(keyword, out var where);
            if (value == "yes")
                yield return Row(AccessKind.Vouched, keyword, new LoginVerdict().Add(null, $"whom others vouch for is not known: {keyword} yes ({where})"));
            else if (value is null)
                yield return Row(AccessKind.Vouched, keyword, new LoginVerdict().Add(null, $"{keyword} is not known ({where})"));
        }
    }

    private AccessRow Row(AccessKind kind, string? principal, LoginVerdict verdict)
    {
        var gates = verdict.Allowed == true && sshd.Value("UsePAM", out _) == "yes" && reading.Privileges.PamGates.Count > 0 ? "; PAM asks " + string.Join(", ", reading.Privileges.PamGates) + " too" : "";
        return new AccessRow(kind, principal, verdict.Allowed, verdict.DecidedBy + gates) { Account = account.Name };
    }

    private AccessRow Unknown(AccessKind kind, string reason) => new(kind, null, null, reason) { Account = account.Name };

    private string Together(params string[] own)
    {
        var lists = sshd.Values("AuthenticationMethods", out _) ?? [];
        var mine = lists.Where(list => list.Split(',').Any(method => own.Contains(method.Split(':')[0]))).ToList();
        return mine.Count > 0 && mine.All(list => list.Split(',').Any(method => !own.Contains(method.Split(':')[0]))) ? $", only by {string.Join(" or ", mine)}" : "";
    }

    private static string KeyText(AuthorizedKeyLine line) => Latin1.ForPeople(string.Join(" ", new[] { string.Join(",", line.Options), line.Type ?? "", line.Comment }.Where(word => word.Length > 0)));
}
