using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Binding;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Errors;
using ContainerOS.Sshd.Changing;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Set-SshdOption: one keyword of sshd's configuration, changed so that nobody is locked out.</summary>
[Cmdlet(VerbsCommon.Set, "SshdOption", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SshdOptionChange))]
public sealed class SetSshdOptionCommand : SshdChangeCommand<SshdOptionChange>
{
    // A mistake in these locks everybody out, and the login that proves the change may be the only one that still works.
    private static readonly string[] Dangerous =
    [
        "Port", "ListenAddress", "AddressFamily", "AllowUsers", "DenyUsers", "AllowGroups", "DenyGroups", "AuthenticationMethods", "UsePAM", "PubkeyAuthentication", "AuthorizedKeysFile",
        "AuthorizedKeysCommand", "AuthorizedKeysCommandUser", "PubkeyAcceptedAlgorithms", "PubkeyAcceptedKeyTypes", "HostKey", "HostKeyAlgorithms", "KexAlgorithms", "Ciphers", "MACs", "ChrootDirectory", "ForceCommand",
        "MaxSessions", "MaxStartups", "TrustedUserCAKeys", "StrictModes",
    ];

    private SshdOptionOperation? operation;

    /// <inheritdoc/>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipeline = true)]
    [Alias("HostName", "Cn", "IPAddress", "DnsName", "Session")]
    [TargetTransformation]
    public override HostTarget[] ComputerName { get => base.ComputerName; set => base.ComputerName = value; }

    /// <summary>The keyword.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Binding.SshdKeywordCompleter))]
    public string Name { get; set; } = "";

    /// <summary>Its arguments as they are to stand in the file.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Value { get; set; } = "";

    /// <summary>The account for whose logins it is to count.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string User { get; set; } = "root";

    private protected override string Caption => "Change what sshd does";

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        if (SshdKeywords.Find(Name) is not { } keyword)
        {
            ThrowTerminatingError(ErrorFactory.BadLogin("UnknownKeyword", $"OpenSSH has no keyword '{Name}'. Get-SshdOption shows those it has.", Name));
            return;
        }

        if (keyword.Name == "PermitRootLogin")
            ThrowTerminatingError(ErrorFactory.BadLogin("UseSetRootSshLogin", "PermitRootLogin is for Set-RootSshLogin, which also sees to it that you still get in.", Name));
        if (!Force && Dangerous.Contains(keyword.Name))
            ThrowTerminatingError(ErrorFactory.BadLogin("DangerousKeyword", $"A mistake in {keyword.Name} can lock everybody else out: only your own login is proved afterwards. Add -Force when you are sure.", Name));
        operation = new SshdOptionOperation(new SshdOptionRequest(keyword.Name, string.Equals(Value, "Default", StringComparison.OrdinalIgnoreCase) ? null : Value) { User = User, RollbackAfter = RollbackAfter, Verify = Verify }, CommandTimeout);
    }

    private protected override async Task<HostPlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken) =>
        await operation!.PlanAsync(target, connection, LoginOf(target), cancellationToken).ConfigureAwait(false);

    private protected override Task<SshdOptionChange> ApplyAsync(HostPlan plan, IHostConnection connection, CancellationToken cancellationToken) =>
        operation!.ApplyAsync((SshdPlan)plan, connection, LoginOf(plan.Target), ChangeAuthor.Current(ChangeReason), cancellationToken);

    private protected override SshdOptionChange Describe(HostPlan plan) => operation!.Describe((SshdPlan)plan, null);

    private protected override (string Name, object? Value)[] AuditFields(HostPlan plan, SshdOptionChange? result) =>
        [("before", ((SshdPlan)plan).Before), ("after", ((SshdPlan)plan).After), ("transaction", result?.Transaction), ("verified", result?.Verified)];
}
