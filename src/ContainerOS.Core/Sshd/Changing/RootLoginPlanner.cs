using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Access.Keys;
using ContainerOS.Access.Logins;
using ContainerOS.Changes;
using ContainerOS.Connections.Transports;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Sshd.Editing;
using ContainerOS.Targets;

namespace ContainerOS.Sshd.Changing;

/// <summary>Plans what makes PermitRootLogin say what is wanted, on this host, for logins from where we are, without locking anybody out.</summary>
internal sealed class RootLoginPlanner(HostTarget target, SshdChangeReading reading, RootLoginRequest request, TransportChooser login)
    : SshdPlanner(target, reading, login, "PermitRootLogin")
{
    private bool IsOperatorRoot => Reading.Facts.Operator == "root";

    public SshdPlan Plan()
    {
        var before = RootLoginReader.Value(Effective(Keyword));
        var files = new SshdEditSteps(Reading.Files);
        var first = Edit(Reading.Files, Word(request.Value));
        files.Add(first);
        var after = RootLoginReader.Value(SshdEvaluation.Of(first.Files, Keyword, Spec).Value) ?? request.Value;
        LetInByGroup(files, first.Files, after);
        var template = new SshdEditSteps(Reading.Snapshot.Template ?? Reading.Files);
        if (Reading.Snapshot.Template is { } source)
        {
            var edit = Edit(source, Word(request.Value));
            template.Add(edit);
            LetInByGroup(template, edit.Files, after);
        }

        var (keySteps, keySummary) = Keys();
        Warn(after);
        return Build(new SshdPlanParts(files, template, first)
        {
            Title = "Set-RootSshLogin " + (request.Value?.ToString() ?? "Default"),
            Before = Say(before),
            After = Say(after),
            Expected = Expected(after),
            First = keySteps,
            FirstSummary = keySummary,
            RollbackAfter = request.RollbackAfter,
        }, () => Proofs(after));
    }

    private (IReadOnlyList<ChangeStep> Steps, IReadOnlyList<string> Summary) Keys()
    {
        if (Reading.Access is not { } access)
            return ([], []);
        try
        {
            var edits = new KeyFileEdits(access, access.Accounts.Find("root") ?? throw new NotSupportedException("the host did not tell of root's account"));
            edits.Add(request.AuthorizedKeys);
            if (edits.Paths.Any())
                edits.SurvivesReboot();
            Warnings.AddRange(edits.Warnings);
            return (edits.Steps(), edits.Summary);
        }
        catch (NotSupportedException unfit)
        {
            throw Refuse(unfit.Message, "Put the key in place by hand.");
        }
    }

    // RancherOS lets nobody in but the members of one group, and root is none.
    private void LetInByGroup(SshdEditSteps steps, SshdFiles files, PermitRootLogin? after)
    {
        if (Reading.Snapshot.Os != OsFamily.RancherOS || after is PermitRootLogin.No or null || !IsKeptOut(files))
            return;
        var groups = SshdEvaluation.Of(files, "AllowGroups", Spec).Values!;
        steps.Add(Checked(SshdEdit.Plan(files, "AllowGroups", string.Join(" ", groups.Append("root")), Spec)));
    }

    private bool IsKeptOut(SshdFiles files) => SshdEvaluation.Of(files, "AllowGroups", Spec).Values is { Count: > 0 } groups && Spec.Groups is { } own &&
        !AccessList.HasGroup(groups, own);

    // What else decides whether root gets in, by sshd's own word.
    private void Warn(PermitRootLogin? after)
    {
        if (after is PermitRootLogin.No or null)
            return;
        var byPassword = Reading.Effective("PasswordAuthentication").Contains("yes") || Reading.Effective("KbdInteractiveAuthentication").Contains("yes") || Reading.Effective("ChallengeResponseAuthentication").Contains("yes");
        if (after == PermitRootLogin.Yes && !byPassword)
            Warnings.Add("PasswordAuthentication is no: root gets in by key only");
        if (after == PermitRootLogin.Yes && byPassword && Reading.Facts.Password == SshdControlFacts.PasswordState.Locked)
            Warnings.Add("root's password is locked: root gets in by key only");
        if (after == PermitRootLogin.Yes && Reading.Facts.Password == SshdControlFacts.PasswordState.None)
            Warnings.Add("root has no password at all: set one before others find out");
        if (after != PermitRootLogin.Yes && Reading.Effective("PubkeyAuthentication").Contains("no"))
            Warnings.Add("PubkeyAuthentication is no: root does not get in by key");
        if (Reading.Facts.IsPasswordExpired == true)
            Warnings.Add("root's password has expired, which keeps keys out too: Set-ContainerOsPassword sets a new one");
        if (Reading.Facts.IsAccountExpired)
            Warnings.Add("root's account has expired");
        if (Reading.Facts.HasNoShell)
            Warnings.Add($"root's shell {Reading.Facts.Shell} ends every login");
        foreach (var (keyword, isOut) in new (string, Func<IReadOnlyList<string>, bool>)[]
        {
            ("AllowUsers", patterns => !AccessList.HasUser(patterns, Spec)),
            ("DenyUsers", patterns => AccessList.HasUser(patterns, Spec)),
            ("AllowGroups", patterns => Reading.Snapshot.Os != OsFamily.RancherOS && Spec.Groups is { } own && !AccessList.HasGroup(patterns, own)),
            ("DenyGroups", patterns => Spec.Groups is { } own && AccessList.HasGroup(patterns, own)),
        })
        {
            var patterns = Reading.Effective(keyword).SelectMany(line => line.Split([' '], StringSplitOptions.RemoveEmptyEntries)).ToList();
            if (patterns.Count > 0 && isOut(patterns))
                Warnings.Add($"{keyword} {HostText.Clean(string.Join(" ", patterns))} keeps root out");
        }
    }

    private IReadOnlyList<ChangeLogin> Proofs(PermitRootLogin? after)
    {
        var verify = request.Verify;
        if (verify is { UserName: "root" } && after is PermitRootLogin.No or PermitRootLogin.ForcedCommandsOnly)
            throw Refuse($"root cannot log in to prove anything with {Keyword} {Say(after)}", "Name another account with -VerifyCredential, or none.");
        if (!IsOperatorRoot)
            return [.. verify is null ? [] : new[] { Logins.Of(verify) }, Logins.Operator(Reading.Facts.Operator)];
        if (after is PermitRootLogin.Yes or PermitRootLogin.ProhibitPassword)
        {
            if (verify is not null)
                return verify.UserName == "root" ? [Logins.Of(verify)] : [Logins.Of(verify), Logins.Operator("root")];
            if (after == PermitRootLogin.Yes || !Logins.IsPasswordOnly)
                return [Logins.Operator("root")];
            return request.Force ? [] : throw LockOut("with ProhibitPassword your password would not let root in any more, and no key is given",
                "Give the key that root will log in with: -VerifyKeyFilePath, and -AuthorizedKey where the host does not have it yet.");
        }

        if (verify is not null)
            return [Logins.Of(verify)];
        return request.Force ? [] : throw LockOut($"you log in as root, which {Keyword} {Say(after)} ends, and no other login is known to work",
            "Name one that can become root by sudo, with -VerifyCredential or -VerifyUserName and -VerifyKeyFilePath; or use -Force.");
    }

    private static IReadOnlyList<string> Expected(PermitRootLogin? value) => value switch
    {
        PermitRootLogin.Yes => ["permitrootlogin yes"],
        PermitRootLogin.No => ["permitrootlogin no"],
        PermitRootLogin.ProhibitPassword => ["permitrootlogin prohibit-password", "permitrootlogin without-password"],
        PermitRootLogin.ForcedCommandsOnly => ["permitrootlogin forced-commands-only"],
        _ => [],
    };

    // OpenSSH before 7.0 knows only the old name.
    private string? Word(PermitRootLogin? value) => value == PermitRootLogin.ProhibitPassword && Reading.Snapshot.Version is { Major: < 7 } ? "without-password" : Say(value);

    private static string? Say(PermitRootLogin? value) => value switch
    {
        PermitRootLogin.Yes => "yes",
        PermitRootLogin.No => "no",
        PermitRootLogin.ProhibitPassword => "prohibit-password",
        PermitRootLogin.ForcedCommandsOnly => "forced-commands-only",
        _ => null,
    };
}
