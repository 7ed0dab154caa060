using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Binding;
using ContainerOS.Errors;
using ContainerOS.Passwords;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Set-ContainerOsPassword: a new password, also where the host asks for one before anything else.</summary>
[Cmdlet(VerbsCommon.Set, "ContainerOsPassword", SupportsShouldProcess = true)]
[OutputType(typeof(PasswordChange))]
public sealed class SetContainerOsPasswordCommand : FleetCommand<PasswordChange>
{
    private readonly ConcurrentDictionary<HostTarget, PasswordOperation> untold = new();
    private PasswordRequest? request;
    private IReadOnlyList<AuthorizedKey> keys = [];

    /// <summary>The new password.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNull]
    public SecureString NewPassword { get; set; } = new();

    /// <summary>The account whose password it is, where it is not the one that logs in.</summary>
    [Parameter]
    [ValidatePattern("^[A-Za-z_][A-Za-z0-9_.-]*[$]?$")]
    public string? Account { get; set; }

    /// <summary>The password that is valid now.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? CurrentPassword { get; set; }

    /// <summary>Public keys to put in place, or files that hold some.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] AuthorizedKey { get; set; } = [];

    /// <summary>Write the results.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        if (Passwords.NewPassword.Problem(NewPassword, Account is null || Account == Connections.Settings.UserName ? CurrentPassword ?? Connections.Settings.Password : null) is { } problem)
            ThrowTerminatingError(ErrorFactory.BadLogin("InvalidNewPassword", $"-NewPassword cannot be used: {problem}."));
        keys = PublicKeys.Read(this, AuthorizedKey);
        request = new PasswordRequest(NewPassword) { Account = Account, CurrentPassword = CurrentPassword, AuthorizedKeys = keys };
    }

    /// <summary>A password is changed, and proved, by logins of its own.</summary>
    protected override HostTarget? CheckLogin(HostTarget target) => base.CheckLogin(target.WithoutSession());

    /// <inheritdoc/>
    protected override bool Approve(HostTarget target)
    {
        var account = AccountOf(target);
        var action = $"change the password of {(account is null ? "the account that logs in" : $"'{account}'")}" + (keys.Count > 0 ? $" and put {keys.Count} key{(keys.Count > 1 ? "s" : "")} in place" : "");
        var approved = ShouldProcess($"{target}: {action}", $"{target}: {action}?", "Password", out var reason);
        if (reason == ShouldProcessReason.WhatIf && PassThru)
            WriteObject(PasswordChange.Planned(target, account));
        return approved;
    }

    /// <inheritdoc/>
    private protected override Task<PasswordChange> RunAsync(HostTarget target, CancellationToken cancellationToken)
    {
        var operation = untold[target] = new PasswordOperation(Connections.For(target), request!, CommandTimeout);
        return operation.RunAsync(target, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Told(HostTarget target) => untold.TryRemove(target, out _);

    /// <summary>Says which hosts a call that ends early has left in between. Its streams are closed by then; only the host program still shows something.</summary>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (var (target, operation) in untold.Select(pair => (pair.Key, pair.Value)))
        {
            if (PasswordFailure.Stopped(target, AccountOf(target), operation.State) is { } state)
                Host?.UI?.WriteWarningLine(state);
        }
    }

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, PasswordChange result)
    {
        foreach (var warning in result.Warnings)
            WriteWarning($"{target}: {warning}");
        if (result.VerificationProblem is { } problem)
            WriteVerbose($"{target}: no login with the new password came about: {problem}");
        if (PassThru)
            WriteObject(result);
    }

    private string? AccountOf(HostTarget target) => Account ?? target.UserName ?? Connections.For(target).Settings.UserName;
}
