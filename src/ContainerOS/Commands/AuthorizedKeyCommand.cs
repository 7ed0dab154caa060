using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Access.Keys;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>A cmdlet that changes the public keys of an account.</summary>
public abstract class AuthorizedKeyCommand : SshdChangeCommand<AuthorizedKeyChange>
{
    private AuthorizedKeyOperation? operation;

    /// <summary>The account.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidatePattern(@"^[A-Za-z_][A-Za-z0-9_.@\\-]*[$]?$")]
    public string Account { get; set; } = "";

    /// <summary>What is wanted; asked once.</summary>
    private protected abstract AuthorizedKeyRequest Request();

    private protected override string Caption => "Change the keys of an account";

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        operation = new AuthorizedKeyOperation(Request() with { RollbackAfter = RollbackAfter, Verify = Verify, Force = Force, Title = $"{MyInvocation.MyCommand.Name} {Account}" }, CommandTimeout);
    }

    private protected override async Task<HostPlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken) =>
        await operation!.PlanAsync(target, connection, LoginOf(target), cancellationToken).ConfigureAwait(false);

    private protected override Task<AuthorizedKeyChange> ApplyAsync(HostPlan plan, IHostConnection connection, CancellationToken cancellationToken) =>
        operation!.ApplyAsync((AuthorizedKeyPlan)plan, connection, LoginOf(plan.Target), ChangeAuthor.Current(ChangeReason), cancellationToken);

    private protected override AuthorizedKeyChange Describe(HostPlan plan) => operation!.Describe((AuthorizedKeyPlan)plan, null);

    private protected override (string Name, object? Value)[] AuditFields(HostPlan plan, AuthorizedKeyChange? result) =>
        [("account", Account), ("before", ((AuthorizedKeyPlan)plan).Before), ("after", ((AuthorizedKeyPlan)plan).After), ("transaction", result?.Transaction), ("verified", result?.Verified)];
}
