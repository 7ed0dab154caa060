using System;
using System.Globalization;
using System.Management.Automation;
using ContainerOS.Binding;
using ContainerOS.Errors;
using ContainerOS.Sshd.Changing;

namespace ContainerOS.Commands;

/// <summary>A cmdlet that changes what decides who gets in: it proves that somebody does, or the host puts everything back.</summary>
/// <typeparam name="TResult">What is told of one host.</typeparam>
public abstract class SshdChangeCommand<TResult> : ChangeCommand<TResult>
    where TResult : class
{
    /// <summary>How long the host waits for the proof.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan RollbackAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Another login that must work afterwards.</summary>
    [Parameter]
    [Credential]
    public PSCredential? VerifyCredential { get; set; }

    /// <summary>The account of another login that must work afterwards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VerifyUserName { get; set; }

    /// <summary>The private key of another login that must work afterwards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VerifyKeyFilePath { get; set; }

    /// <summary>Do it even if nobody is known to get in afterwards.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The other login; null when none is given.</summary>
    private protected VerifyLogin? Verify { get; private set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        // The login that proves it may take its whole time, twice where two are wanted.
        var least = TimeSpan.FromTicks(ConnectTimeout.Ticks * 2) + TimeSpan.FromSeconds(5);
        if (RollbackAfter < least)
        {
            ThrowTerminatingError(ErrorFactory.BadLogin("RollbackTooEarly", string.Format(CultureInfo.InvariantCulture,
                "-RollbackAfter {0:0.#} s leaves no time for the logins that prove the change: with -ConnectTimeout {1:0.#} s it takes at least {2:0.#} s.", RollbackAfter.TotalSeconds, ConnectTimeout.TotalSeconds, least.TotalSeconds), RollbackAfter));
        }

        if (VerifyCredential is not null && VerifyUserName is not null && VerifyUserName != VerifyCredential.UserName)
            ThrowTerminatingError(ErrorFactory.BadLogin("VerifyLoginUnclear", $"-VerifyCredential is for '{VerifyCredential.UserName}' and -VerifyUserName says '{VerifyUserName}': leave one out."));
        if (VerifyUserName is not null && VerifyCredential is null && VerifyKeyFilePath is null)
            ThrowTerminatingError(ErrorFactory.BadLogin("VerifyLoginUnclear", "-VerifyUserName needs -VerifyKeyFilePath or -VerifyCredential."));
        if (VerifyCredential is null && VerifyKeyFilePath is null)
            return;
        Verify = new VerifyLogin(VerifyCredential?.UserName ?? VerifyUserName ?? "root")
        {
            Password = VerifyCredential?.Password,
            KeyFilePath = VerifyKeyFilePath is null ? null : FilePath.Resolve(this, nameof(VerifyKeyFilePath), VerifyKeyFilePath, mustExist: true),
        };
    }
}
