using System;
using System.Collections.Concurrent;
using System.IO;
using System.Management.Automation;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Binding;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Connections.Transports;
using ContainerOS.Errors;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>
/// A cmdlet that changes many hosts. Plans are made side by side; each comes back here, where the user is shown exactly that plan;
/// only then it is applied, again side by side.
/// </summary>
/// <typeparam name="TResult">What is told of one host.</typeparam>
public abstract class ChangeCommand<TResult> : FleetCommand<object>
    where TResult : class
{
    private readonly ConcurrentDictionary<HostTarget, HostPlan> applying = new();
    private AuditLog? audit;

    /// <summary>Write the results.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>A file that each change is written to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AuditPath { get; set; }

    /// <summary>Why, for the audit file and the host's log.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ChangeReason { get; set; }

    /// <summary>What the question is headed with.</summary>
    private protected abstract string Caption { get; }

    /// <summary>Reads what is, and plans what would be. Changes nothing. Runs on any thread.</summary>
    private protected abstract Task<HostPlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken);

    /// <summary>Does what was planned and agreed to. Runs on any thread.</summary>
    private protected abstract Task<TResult> ApplyAsync(HostPlan plan, IHostConnection connection, CancellationToken cancellationToken);

    /// <summary>What is told of a host on which nothing is done.</summary>
    private protected abstract TResult Describe(HostPlan plan);

    /// <summary>What the audit file says about a change beside what it says of all.</summary>
    private protected virtual (string Name, object? Value)[] AuditFields(HostPlan plan, TResult? result) => [];

    /// <inheritdoc/>
    protected override void Prepare()
    {
        if (WouldAsk() && !Asking.IsPossible(Host))
        {
            ThrowTerminatingError(new ErrorRecord(new PSInvalidOperationException($"{MyInvocation.MyCommand.Name} asks before it changes a host, and nobody can be asked here. Add -Confirm:$false, or -WhatIf to see what it would do."),
                "ConfirmationNeeded", ErrorCategory.InvalidOperation, null));
        }

        if (AuditPath is null)
            return;
        try
        {
            audit = new AuditLog(FilePath.Resolve(this, nameof(AuditPath), AuditPath, mustExist: false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorFactory.BadFile(nameof(AuditPath), AuditPath, "cannot be written, so nothing is changed (" + error.Message + ")"));
        }
    }

    /// <summary>How the operator logs in to a host: as the session did, or as the parameters and login rules say.</summary>
    private protected TransportChooser LoginOf(HostTarget target) => target.Session?.Login ?? Connections.For(target);

    /// <summary>Says which hosts a call that ends early has left on their own. Its streams are closed by then; only the host program still shows something.</summary>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (var plan in applying.Values)
            Host?.UI?.WriteWarningLine(ChangeTrouble.Stopped(plan));
    }

    /// <inheritdoc/>
    private protected sealed override async Task<object> RunAsync(HostTarget target, CancellationToken cancellationToken)
    {
        using var connection = Connect(target);
        return await PlanAsync(target, connection, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected sealed override void WriteResult(HostTarget target, object result)
    {
        if (result is not HostPlan plan)
        {
            WriteChanged(target, (TResult)result);
            return;
        }

        foreach (var warning in plan.Warnings)
            WriteWarning($"{target}: {warning}");
        if (!plan.HasChanges)
        {
            WriteVerbose($"{target}: nothing to do. {string.Join(" ", plan.Change.Summary)}");
            WriteChanged(target, Describe(plan));
        }
        else if (ShouldProcess(string.Join(Environment.NewLine, plan.Lines), string.Join(Environment.NewLine, plan.Lines), Caption, out var reason))
        {
            Continue(target, (_, token) => ApplyAsync(plan, token));
        }
        else if (reason == ShouldProcessReason.WhatIf)
        {
            WriteChanged(target, Describe(plan));
        }
    }

    /// <summary>Writes what became of a host, where that is wanted.</summary>
    protected virtual void WriteChanged(HostTarget target, TResult result)
    {
        if (result is IVmResult ofVm)
            ofVm.SetVm(target.Vm);
        if (PassThru)
            WriteObject(result);
    }

    private async Task<object> ApplyAsync(HostPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            Audit("begin", plan, null, null);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new HostConnectionException(ConnectionFailure.AuditFailed, plan.Target, "nothing was changed, because the audit file could not be written: " + unwritable.Message, "Mend it, or give another -AuditPath.", unwritable);
        }

        try
        {
            using var session = plan.Target.Session is null ? Connections.Keep(plan.Target) : null; // one login for all requests of the change
            using var connection = new SessionConnection(session ?? plan.Target.Session!, plan.Target, Warn);
            applying[plan.Target] = plan;
            var result = await ApplyAsync(plan, connection, cancellationToken).ConfigureAwait(false);
            applying.TryRemove(plan.Target, out _);
            AuditEnd(plan, result, null);
            return result;
        }
        catch (Exception error)
        {
            if (error is not OperationCanceledException)
                applying.TryRemove(plan.Target, out _);
            AuditEnd(plan, null, error is OperationCanceledException ? "the client was stopped; the host finishes or undoes the change by itself" : error.Message);
            throw;
        }
    }

    // What is done is done.
    private void AuditEnd(HostPlan plan, TResult? result, string? error)
    {
        try
        {
            Audit("end", plan, result, error);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            Warn($"{plan.Target}: the outcome could not be written to the audit file: {unwritable.Message}");
        }
    }

    private void Audit(string moment, HostPlan plan, TResult? result, string? error) => audit?.Write([
        ("event", moment), ("cmdlet", MyInvocation.MyCommand.Name), ("reason", ChangeReason), ("operator", Environment.UserName), ("machine", Environment.MachineName),
        ("computerName", plan.Target.ComputerName), ("address", plan.Target.Address), ("port", plan.Target.Port), ("remoteUser", plan.Target.UserName ?? Connections.For(plan.Target).Settings.UserName), ("vmUid", plan.Target.VmUid),
        ("plan", plan.Change.Summary), .. AuditFields(plan, result), ("error", error)]);

    private bool WouldAsk()
    {
        if (MyInvocation.BoundParameters.TryGetValue("WhatIf", out var whatIf) ? ((SwitchParameter)whatIf).IsPresent : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference")))
            return false;
        if (MyInvocation.BoundParameters.TryGetValue("Confirm", out var confirm))
            return ((SwitchParameter)confirm).IsPresent;
        var impact = GetType().GetCustomAttribute<CmdletAttribute>()!.ConfirmImpact;
        return LanguagePrimitives.TryConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference"), out var preference) && preference != ConfirmImpact.None && impact >= preference;
    }
}
