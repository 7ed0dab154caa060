using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Passwords;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Sshd.Editing;
using ContainerOS.Targets;

namespace ContainerOS.Sshd.Changing;

/// <summary>Plans what makes PermitRootLogin say what is wanted, on this host, for logins from where we are, without locking anybody out.</summary>
internal sealed class RootLoginPlanner(HostTarget target, SshdChangeReading reading, RootLoginRequest request, TransportChooser login)
{
    private const string Keyword = "PermitRootLogin";
    private readonly List<string> warnings = [];
    private readonly SshdLogins logins = new(target, login);

    private SshdConnectionSpec Spec => reading.Snapshot.Spec;

    private bool IsOperatorRoot => reading.Facts.Operator == "root";

    public RootLoginPlan Plan()
    {
        var before = RootLoginReader.Value(reading.Effective(Keyword).LastOrDefault());
        if (reading.OnCommandLine(Keyword) is { } given)
            throw Refuse($"sshd was started with -o {Keyword}={given}, which no file beats", "Change the service that starts it.");
        var files = new SshdEditSteps(reading.Files);
        var first = Edit(reading.Files);
        files.Add(first);
        var after = RootLoginReader.Value(SshdEvaluation.Of(first.Files, Keyword, Spec).Value) ?? request.Value;
        LetInByGroup(files, first.Files, after);
        var template = PlanTemplate(after);
        var keys = RootKeys.Missing(reading, request.AuthorizedKeys);
        if (keys.Count > 0 && RootKeys.Problem(reading) is { } unfit)
            throw Refuse(unfit, "Put the key in place by hand.");
        Warn(after);
        var isNeeded = files.Edits.Count + template.Edits.Count + keys.Count > 0;
        var proofs = isNeeded ? Logins(after) : [];
        var edits = files.Steps(isRead: true).ToList();
        List<ChangeStep> steps = isNeeded ? [.. RootKeys.Steps(reading, keys), .. edits.Count > 0 ? SshdSteps.Around(reading.Server, edits, Expected(after), Spec) : []] : [];
        return new RootLoginPlan(target, new ChangePlan
        {
            Title = "Set-RootSshLogin " + (request.Value?.ToString() ?? "Default"),
            Library = SshdSteps.Library,
            Steps = steps,
            Afters = template.Steps(isRead: false).ToList(),
            RollbackAfter = proofs.Count > 0 ? request.RollbackAfter : TimeSpan.Zero,
            SurvivesReboot = reading.Os.EtcPersists,
            Summary = [$"{Keyword} {Say(before)} -> {Say(after)}", .. isNeeded ? Describe(files, template, keys, proofs) : []],
        }, reading)
        {
            Before = before,
            After = after,
            File = first.Path,
            Line = first.Line,
            FileStep = edits.Count > 0 ? steps.FindIndex(step => step == edits[0]) + 1 : 0,
            SurvivesReboot = SurvivesReboot(first, template),
            Logins = proofs,
            Warnings = [.. first.Warnings, .. warnings],
        };
    }

    private SshdEdit Edit(SshdFiles files) => Checked(SshdEdit.Plan(files, Keyword, request.Value is { } value ? Word(value) : null, Spec));

    private SshdEdit Checked(SshdEdit edit) => edit.Refusal is null ? edit
        : throw Refuse(edit.Reason!, edit.Refusal == SshdEditRefusal.SeveralLines ? "Make one line of them by hand." : "Get-SshdOption shows which lines decide.");

    // RancherOS lets nobody in but the members of one group, and root is none.
    private void LetInByGroup(SshdEditSteps steps, SshdFiles files, PermitRootLogin? after)
    {
        if (reading.Snapshot.Os != OsFamily.RancherOS || after is PermitRootLogin.No or null || !IsKeptOut(files))
            return;
        var groups = SshdEvaluation.Of(files, "AllowGroups", Spec).Values!;
        steps.Add(Checked(SshdEdit.Plan(files, "AllowGroups", string.Join(" ", groups.Append("root")), Spec)));
    }

    private bool IsKeptOut(SshdFiles files) => SshdEvaluation.Of(files, "AllowGroups", Spec).Values is { Count: > 0 } groups && Spec.Groups is { } own &&
        !AccessList.HasGroup(groups, own);

    private SshdEditSteps PlanTemplate(PermitRootLogin? after)
    {
        var template = reading.Snapshot.Template;
        var steps = new SshdEditSteps(template ?? reading.Files);
        if (template is null)
            return steps;
        var edit = Edit(template);
        steps.Add(edit);
        LetInByGroup(steps, edit.Files, after);
        return steps;
    }

    private bool? SurvivesReboot(SshdEdit edit, SshdEditSteps template)
    {
        if (reading.Snapshot.Template is not null)
            return template.Edits.Count > 0 || edit.Kind == SshdEditKind.None;
        if (reading.Snapshot.Os == OsFamily.Unknown)
            return null;
        if (!reading.Os.EtcPersists && edit.Kind != SshdEditKind.None)
            warnings.Add($"{reading.Os.DisplayName} makes /etc anew at every boot: the change lasts until then");
        return reading.Os.EtcPersists || edit.Kind == SshdEditKind.None;
    }

    // What else decides whether root gets in, by sshd's own word.
    private void Warn(PermitRootLogin? after)
    {
        if (after is PermitRootLogin.No or null)
            return;
        var byPassword = reading.Effective("PasswordAuthentication").Contains("yes") || reading.Effective("KbdInteractiveAuthentication").Contains("yes") || reading.Effective("ChallengeResponseAuthentication").Contains("yes");
        if (after == PermitRootLogin.Yes && !byPassword)
            warnings.Add("PasswordAuthentication is no: root gets in by key only");
        if (after == PermitRootLogin.Yes && byPassword && reading.Facts.Password == SshdControlFacts.PasswordState.Locked)
            warnings.Add("root's password is locked: root gets in by key only");
        if (after == PermitRootLogin.Yes && reading.Facts.Password == SshdControlFacts.PasswordState.None)
            warnings.Add("root has no password at all: set one before others find out");
        if (after != PermitRootLogin.Yes && reading.Effective("PubkeyAuthentication").Contains("no"))
            warnings.Add("PubkeyAuthentication is no: root does not get in by key");
        if (reading.Facts.IsPasswordExpired == true)
            warnings.Add("root's password has expired, which keeps keys out too: Set-ContainerOsPassword sets a new one");
        if (reading.Facts.IsAccountExpired)
            warnings.Add("root's account has expired");
        if (reading.Facts.HasNoShell)
            warnings.Add($"root's shell {reading.Facts.Shell} ends every login");
        foreach (var (keyword, isOut) in new (string, Func<IReadOnlyList<string>, bool>)[]
        {
            ("AllowUsers", patterns => !AccessList.HasUser(patterns, Spec)),
            ("DenyUsers", patterns => AccessList.HasUser(patterns, Spec)),
            ("AllowGroups", patterns => reading.Snapshot.Os != OsFamily.RancherOS && Spec.Groups is { } own && !AccessList.HasGroup(patterns, own)),
            ("DenyGroups", patterns => Spec.Groups is { } own && AccessList.HasGroup(patterns, own)),
        })
        {
            var patterns = reading.Effective(keyword).SelectMany(line => line.Split([' '], StringSplitOptions.RemoveEmptyEntries)).ToList();
            if (patterns.Count > 0 && isOut(patterns))
                warnings.Add($"{keyword} {HostText.Clean(string.Join(" ", patterns))} keeps root out");
        }
    }

    private IReadOnlyList<ChangeLogin> Logins(PermitRootLogin? after)
    {
        var verify = request.Verify;
        if (verify is { UserName: "root" } && after is PermitRootLogin.No or PermitRootLogin.ForcedCommandsOnly)
            throw Refuse($"root cannot log in to prove anything with {Keyword} {Say(after)}", "Name another account with -VerifyCredential, or none.");
        if (!IsOperatorRoot)
            return [.. verify is null ? [] : new[] { logins.Of(verify) }, logins.Operator(reading.Facts.Operator)];
        if (after is PermitRootLogin.Yes or PermitRootLogin.ProhibitPassword)
        {
            if (verify is not null)
                return verify.UserName == "root" ? [logins.Of(verify)] : [logins.Of(verify), logins.Operator("root")];
            if (after == PermitRootLogin.Yes || !logins.IsPasswordOnly)
                return [logins.Operator("root")];
            return request.Force ? [] : throw LockOut("with ProhibitPassword your password would not let root in any more, and no key is given",
                "Give the key that root will log in with: -VerifyKeyFilePath, and -AuthorizedKey where the host does not have it yet.");
        }

        if (verify is not null)
            return [logins.Of(verify)];
        return request.Force ? [] : throw LockOut($"you log in as root, which {Keyword} {Say(after)} ends, and no other login is known to work",
            "Name one that can become root by sudo, with -VerifyCredential or -VerifyUserName and -VerifyKeyFilePath; or use -Force.");
    }

    private IEnumerable<string> Describe(SshdEditSteps files, SshdEditSteps template, IReadOnlyList<AuthorizedKey> keys, IReadOnlyList<ChangeLogin> proofs)
    {
        foreach (var key in keys)
            yield return $"{RootKeys.Path(reading)}: add {key.Type} {key.Fingerprint} {key.Comment}".TrimEnd();
        foreach (var line in files.Summary)
            yield return line;
        if (files.Edits.Count > 0)
            yield return "then: sshd -t; " + reading.Server.Description;
        yield return proofs.Count > 0
            ? $"proved by a new login: {string.Join(", then ", proofs.Select(proof => proof.Name))}; put back without that after {request.RollbackAfter.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s"
            : "not proved by any login (-Force)";
        foreach (var line in template.Summary)
            yield return "after that, for the next boot: " + line;
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
    private string Word(PermitRootLogin value) => value == PermitRootLogin.ProhibitPassword && reading.Snapshot.Version is { Major: < 7 } ? "without-password" : Say(value);

    private static string Say(PermitRootLogin? value) => value switch
    {
        PermitRootLogin.Yes => "yes",
        PermitRootLogin.No => "no",
        PermitRootLogin.ProhibitPassword => "prohibit-password",
        PermitRootLogin.ForcedCommandsOnly => "forced-commands-only",
        _ => "(unknown)",
    };

    private HostConnectionException Refuse(string problem, string remedy) => new(ConnectionFailure.UnsupportedOperation, target, "nothing was changed: " + problem, remedy);

    private HostConnectionException LockOut(string problem, string remedy) => new(ConnectionFailure.WouldLockOut, target, "nothing was changed: " + problem, remedy);
}
