using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ContainerOS.Access.Keys;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Sshd.Editing;
using ContainerOS.Targets;

namespace ContainerOS.Sshd.Changing;

/// <summary>What all plans for sshd have in common: the edit, what surrounds it, and the words for it.</summary>
internal abstract class SshdPlanner(HostTarget target, SshdChangeReading reading, TransportChooser login, string keyword)
{
    /// <summary>The keyword that it is about.</summary>
    protected string Keyword => keyword;

    /// <summary>The host as it was read.</summary>
    protected SshdChangeReading Reading => reading;

    /// <summary>The login for which the value is to count.</summary>
    protected SshdConnectionSpec Spec => reading.Snapshot.Spec;

    /// <summary>What the user should know.</summary>
    protected List<string> Warnings { get; } = [];

    /// <summary>The logins that may prove it.</summary>
    protected SshdLogins Logins { get; } = new(target, login);

    /// <summary>sshd's own word; null when it says nothing.</summary>
    protected string? Effective(string name) => reading.Effective(name).LastOrDefault();

    /// <summary>The edit that makes the value so; null stands for the default.</summary>
    protected SshdEdit Edit(SshdFiles files, string? value)
    {
        if (reading.OnCommandLine(keyword) is { } given)
            throw Refuse($"sshd was started with -o {keyword}={given}, which no file beats", "Change the service that starts it.");
        return Checked(SshdEdit.Plan(files, keyword, value, Spec));
    }

    /// <summary>An edit, if there is one.</summary>
    protected SshdEdit Checked(SshdEdit edit) => edit.Refusal is null ? edit
        : throw Refuse(edit.Reason!, edit.Refusal == SshdEditRefusal.SeveralLines ? "Make one line of them by hand." : "Get-SshdOption shows which lines decide.");

    /// <summary>Puts the plan together.</summary>
    /// <param name="parts">What it is built of.</param>
    /// <param name="proofs">Says what must work afterwards; called only where something is to be done.</param>
    protected SshdPlan Build(SshdPlanParts parts, Func<IReadOnlyList<ChangeLogin>> proofs)
    {
        var isNeeded = parts.Files.Edits.Count + parts.Template.Edits.Count + parts.First.Count > 0;
        var logins = isNeeded ? proofs() : [];
        var edits = parts.Files.Steps(isRead: true).ToList();
        var steps = parts.First.Concat(edits.Count > 0 ? SshdSteps.Around(reading.Server, edits, parts.Expected, Spec) : []).ToList();
        var survives = SurvivesReboot(parts);
        return new SshdPlan(target, new ChangePlan
        {
            Title = parts.Title,
            Library = parts.First.Count > 0 ? SshdSteps.Library + "\n" + AccountFileStep.Library : SshdSteps.Library,
            Steps = steps,
            Afters = parts.Template.Steps(isRead: false).ToList(),
            RollbackAfter = logins.Count > 0 ? parts.RollbackAfter : TimeSpan.Zero,
            SurvivesReboot = reading.Os.EtcPersists,
            Summary = isNeeded ? [$"{keyword} {parts.Before ?? "(unknown)"} -> {parts.After ?? "(unknown)"}", .. Describe(parts, logins)] : [$"{keyword} is {parts.Before ?? "(unknown)"}"],
        }, reading)
        {
            Before = parts.Before,
            After = parts.After,
            File = parts.Main.Path,
            Line = parts.Main.Line,
            FileStep = edits.Count > 0 ? steps.IndexOf(edits[0]) + 1 : 0,
            SurvivesReboot = survives,
            Logins = logins,
            Warnings = [.. parts.Main.Warnings, .. Warnings],
        };
    }

    /// <summary>Nothing is done, because it cannot be.</summary>
    protected HostConnectionException Refuse(string problem, string remedy) => new(ConnectionFailure.UnsupportedOperation, target, "nothing was changed: " + problem, remedy);

    /// <summary>Nothing is done, because nobody might get in afterwards.</summary>
    protected HostConnectionException LockOut(string problem, string remedy) => new(ConnectionFailure.WouldLockOut, target, "nothing was changed: " + problem, remedy);

    private bool? SurvivesReboot(SshdPlanParts parts)
    {
        if (reading.Snapshot.Template is not null)
            return true; // it says the same, or will
        if (reading.Snapshot.Os == OsFamily.Unknown)
            return null;
        if (reading.Os.EtcPersists)
            return true;
        if (parts.Main.Kind == SshdEditKind.None)
            return null; // as shipped, or changed since the boot
        Warnings.Add($"{reading.Os.DisplayName} makes /etc anew at every boot: the change lasts until then");
        return false;
    }

    private IEnumerable<string> Describe(SshdPlanParts parts, IReadOnlyList<ChangeLogin> logins)
    {
        foreach (var line in parts.FirstSummary.Concat(parts.Files.Summary))
            yield return line;
        if (parts.Files.Edits.Count > 0)
            yield return "then: sshd -t; " + reading.Server.Description;
        yield return logins.Count > 0
            ? $"proved by a new login as {string.Join(", then ", logins.Select(proof => proof.Name))}; put back without that after {parts.RollbackAfter.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s"
            : "not proved by any login (-Force)";
        foreach (var line in parts.Template.Summary)
            yield return "after that, for the next boot: " + line;
    }
}
