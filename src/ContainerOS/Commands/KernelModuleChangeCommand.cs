using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Binding;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Errors;
using ContainerOS.KernelModules;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>A cmdlet that loads or unloads kernel modules.</summary>
public abstract class KernelModuleChangeCommand : ChangeCommand<object>
{
    private ModuleChangeOperation? operation;

    /// <inheritdoc/>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("HostName", "Cn", "IPAddress", "DnsName", "Session")]
    [TargetTransformation]
    public override HostTarget[] ComputerName { get => base.ComputerName; set => base.ComputerName = value; }

    /// <summary>The modules.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Makes the operation.</summary>
    private protected abstract ModuleChangeOperation CreateOperation();

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        if (Name.FirstOrDefault(name => !KernelModuleBoot.IsName(name)) is { } odd)
            ThrowTerminatingError(ErrorFactory.BadLogin("InvalidModuleName", $"'{HostText.Clean(odd)}' is no name of a kernel module.", odd));
        operation = CreateOperation();
    }

    /// <inheritdoc/>
    protected override void WriteChanged(HostTarget target, object result)
    {
        if (result is ModuleChangeResult change)
        {
            foreach (var failure in change.Failures)
                WriteError(ErrorFactory.ForHost(target, new HostConnectionException(ConnectionFailure.ChangeFailed, target, failure, "The rest is done. Get-ContainerOsKernelModule shows what there is now.")));
        }

        if (!PassThru)
            return;
        foreach (var module in result as KernelModule[] ?? ((ModuleChangeResult)result).Modules)
        {
            ((IVmResult)module).SetVm(target.Vm);
            WriteObject(module);
        }
    }

    private protected override async Task<HostPlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken) =>
        await operation!.PlanAsync(target, connection, cancellationToken).ConfigureAwait(false);

    private protected override async Task<object> ApplyAsync(HostPlan plan, IHostConnection connection, CancellationToken cancellationToken) =>
        await operation!.ApplyAsync((ModuleChangePlan)plan, connection, () => LoginOf(plan.Target).Open(plan.Target.WithoutSession()), ChangeAuthor.Current(ChangeReason), cancellationToken).ConfigureAwait(false);

    private protected override object Describe(HostPlan plan) => ((ModuleChangePlan)plan).Modules;

    private protected override (string Name, object? Value)[] AuditFields(HostPlan plan, object? result) =>
        [("modules", ((result as ModuleChangeResult)?.Modules ?? ((ModuleChangePlan)plan).Modules).Select(module => module.ToString())), ("failures", (result as ModuleChangeResult)?.Failures)];
}
