using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Binding;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Errors;
using ContainerOS.Repositories;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Set-ContainerOsRepository: where hosts take packages from. Signatures and keys stay as they are.</summary>
[Cmdlet(VerbsCommon.Set, "ContainerOsRepository", SupportsShouldProcess = true)]
[OutputType(typeof(PackageRepository))]
public sealed class SetContainerOsRepositoryCommand : ChangeCommand<PackageRepository[]>
{
    private RepositoryOperation? operation;

    /// <inheritdoc/>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("HostName", "Cn", "IPAddress", "DnsName", "Session")]
    [TargetTransformation]
    public override HostTarget[] ComputerName { get => base.ComputerName; set => base.ComputerName = value; }

    /// <summary>The repositories.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Id { get; set; } = [];

    /// <summary>Their new address.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? BaseUrl { get; set; }

    /// <summary>Whether packages are taken from them.</summary>
    [Parameter]
    public bool Enabled { get; set; }

    /// <summary>Dead addresses become living ones.</summary>
    [Parameter]
    public SwitchParameter Repair { get; set; }

    private protected override string Caption => "Change where packages come from";

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        var isEnabledSaid = MyInvocation.BoundParameters.ContainsKey(nameof(Enabled));
        if (BaseUrl is null && !isEnabledSaid && !Repair)
            ThrowTerminatingError(ErrorFactory.BadLogin("NothingToChange", "Say what to change: -Repair, -BaseUrl or -Enabled.", null));
        if (BaseUrl is not null && Repair)
            ThrowTerminatingError(ErrorFactory.BadLogin("ContradictoryParameters", "-Repair finds the address by itself: leave out -BaseUrl.", BaseUrl));
        if (Id.Length == 0 && !(Repair && !isEnabledSaid))
            ThrowTerminatingError(ErrorFactory.BadLogin("RepositoryNeeded", "Say which repositories: -Id. Only -Repair takes all by itself.", null));
        if (BaseUrl is not null && RepositoryAddress.Problem(BaseUrl) is { } problem)
            ThrowTerminatingError(ErrorFactory.BadLogin("InvalidBaseUrl", $"-BaseUrl cannot be used: {problem}.", null));
        operation = new RepositoryOperation(new RepositoryRequest(Id.Length == 0 ? ["*"] : Id) { BaseUrl = BaseUrl, Enabled = isEnabledSaid ? Enabled : null, Repair = Repair }, CommandTimeout);
    }

    /// <inheritdoc/>
    protected override void WriteChanged(HostTarget target, PackageRepository[] result)
    {
        foreach (var repository in PassThru ? result : [])
        {
            ((IVmResult)repository).SetVm(target.Vm);
            WriteObject(repository);
        }
    }

    private protected override async Task<HostPlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken) =>
        await operation!.PlanAsync(target, connection, cancellationToken).ConfigureAwait(false);

    private protected override Task<PackageRepository[]> ApplyAsync(HostPlan plan, IHostConnection connection, CancellationToken cancellationToken) =>
        operation!.ApplyAsync((RepositoryPlan)plan, connection, () => LoginOf(plan.Target).Open(plan.Target.WithoutSession()), ChangeAuthor.Current(ChangeReason), cancellationToken);

    private protected override PackageRepository[] Describe(HostPlan plan) => ((RepositoryPlan)plan).After;

    private protected override (string Name, object? Value)[] AuditFields(HostPlan plan, PackageRepository[]? result) =>
        [("repositories", (result ?? Describe(plan)).Select(repository => repository.ToString()))];
}
