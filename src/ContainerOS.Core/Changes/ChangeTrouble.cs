using System;
using System.Globalization;
using System.Linq;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Changes;

/// <summary>The errors of a change: each says what state the host is in.</summary>
internal sealed class ChangeTrouble(HostTarget target, ChangePlan plan)
{
    public HostConnectionException Locked(ChangeReport other) => new(ConnectionFailure.ChangeLocked, target,
        $"nothing was changed, because {Owner(other)} is changing this host{Age(other)} (transaction {other.Id}, {other.State}: {other.About("title")})",
        other.State == ChangeState.Planned || other.State == ChangeState.Applied
            ? "Try again when that is over."
            : $"Try again when that is over. If it is not going on any more: Undo-ContainerOsTransaction -ComputerName {target} -Id {other.Id}");

    public HostConnectionException NeverBegun(HostConnectionException lost) => new(ConnectionFailure.ConnectionLost, target,
        "the connection was lost before the host knew of the change, and nothing was changed: " + lost.Problem, "Run the command again.", lost);

    public HostConnectionException Unknown(string id, HostConnectionException lost) => new(ConnectionFailure.ChangeUnknown, target,
        $"the host was lost during the change ({lost.Problem}); it goes on by itself" +
        (plan.RollbackAfter > TimeSpan.Zero ? ", and puts everything back when nobody confirms the change within " + FailureText.Seconds(plan.RollbackAfter) : ""),
        $"When it can be reached again: Get-ContainerOsTransaction -ComputerName {target} tells what became of transaction {id}.", lost);

    public HostConnectionException NotConfirmed(ChangeReport report, string? reason, Exception? cause = null)
    {
        if (report.State == ChangeState.UndoFailed)
        {
            return new HostConnectionException(ConnectionFailure.UndoFailed, target, $"{reason ?? Failed(report)}; and this could not be undone: {string.Join(", ", report.UndoFailed.Select(Title))}. {report.LastWords}",
                $"The host tries again when it starts. Mend the cause and run Undo-ContainerOsTransaction -ComputerName {target} -Id {report.Id}", cause);
        }

        if (report.State == ChangeState.RolledBack && report.UndoneBy == "failure")
            return new HostConnectionException(ConnectionFailure.ChangeFailed, target, Failed(report) + "; everything is as it was before", "Mend the cause and run the command again.", cause);
        if (report.State == ChangeState.RolledBack)
            return new HostConnectionException(ConnectionFailure.RolledBack, target, $"{reason ?? "the change was undone by " + report.UndoneBy}; everything is as it was before", cause is HostConnectionException { Failure: ConnectionFailure.HostKeyUnknown }
                ? "known_hosts has no key for the host at its new port: with -HostKeyPolicy AcceptNew the change puts it there." : "Make sure of that login, or name another with -VerifyCredential or -VerifyKeyFilePath.", cause);
        if (report.State == ChangeState.Planned)
            return new HostConnectionException(ConnectionFailure.ChangeFailed, target, "the host could not begin the change, and nothing was changed", "Check that its disk is not full, and try again in two minutes.", cause);
        return new HostConnectionException(ConnectionFailure.ChangeUnknown, target, $"{reason ?? "the change did not come to its end"}; its transaction {report.Id} is in the state {report.State}",
            $"Get-ContainerOsTransaction -ComputerName {target} tells what becomes of it.", cause);
    }

    /// <summary>What is known of a host when nobody waits for it any more.</summary>
    public static string Stopped(HostPlan plan) => $"{plan.Target}: stopped in the middle of the change. The host " +
        (plan.Change.RollbackAfter > TimeSpan.Zero ? $"puts everything back within {FailureText.Seconds(plan.Change.RollbackAfter)}, unless the change was being confirmed just then" : "goes on and finishes it by itself") +
        $". Get-ContainerOsTransaction {plan.Target.Address} -All tells what became of it.";

    private string Failed(ChangeReport report)
    {
        var words = report.LastWords.Length > 0 ? ": " + FailureText.Shorten(report.LastWords) : "";
        return report.FailedStep is { } step ? $"'{Title(step)}' failed{words}" : "the change failed" + words;
    }

    private string Title(int step) => step >= 1 && step <= plan.Steps.Count ? plan.Steps[step - 1].Title : "step " + step.ToString(CultureInfo.InvariantCulture);

    private static string Age(ChangeReport other) => other.Age is { } age ? ", for " + FailureText.Seconds(age) + " by now" : "";

    private static string Owner(ChangeReport other) => other.About("owner") is { Length: > 0 } owner ? owner + "@" + other.About("client") : "somebody";
}
