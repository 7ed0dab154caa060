using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Binding;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Sshd.Changing;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Set-RootSshLogin: whether and how root may log in, changed so that nobody is locked out.</summary>
[Cmdlet(VerbsCommon.Set, "RootSshLogin", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RootSshLogin))]
public sealed class SetRootSshLoginCommand : SshdChangeCommand<RootSshLogin>
{
    private RootLoginOperation? operation;

    /// <inheritdoc/>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("HostName", "Cn", "IPAddress", "DnsName", "Session")]
    [TargetTransformation]
    public override HostTarget[] ComputerName { get => base.ComputerName; set => base.ComputerName = value; }

    /// <summary>Whether and how root may log in.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public RootSshLoginValue Value { get; set; }

    /// <summary>Public keys to put in place for root first, or files that hold some.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] AuthorizedKey { get; set; } = [];

    private protected override string Caption => "Change how root may log in";

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        PermitRootLogin? wanted = Value == RootSshLoginValue.Default ? null : (PermitRootLogin)Enum.Parse(typeof(PermitRootLogin), Value.ToString());
        operation = new RootLoginOperation(new RootLoginRequest(wanted) { RollbackAfter = RollbackAfter, Verify = Verify, AuthorizedKeys = PublicKeys.Read(this, AuthorizedKey), Force = Force }, CommandTimeout);
    }

    private protected override async Task<HostPlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken) =>
        await operation!.PlanAsync(target, connection, LoginOf(target), cancellationToken).ConfigureAwait(false);

    private protected override Task<RootSshLogin> ApplyAsync(HostPlan plan, IHostConnection connection, CancellationToken cancellationToken) =>
        operation!.ApplyAsync((SshdPlan)plan, connection, LoginOf(plan.Target), ChangeAuthor.Current(ChangeReason), cancellationToken);

    private protected override RootSshLogin Describe(HostPlan plan) => operation!.Describe((SshdPlan)plan, null);

    private protected override (string Name, object? Value)[] AuditFields(HostPlan plan, RootSshLogin? result) =>
        [("before", ((SshdPlan)plan).Before), ("after", ((SshdPlan)plan).After), ("transaction", result?.Transaction), ("verified", result?.Verified)];
}
