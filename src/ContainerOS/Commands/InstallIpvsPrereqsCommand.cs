using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Binding;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Ipvs;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Install-IpvsPrereqs: makes hosts ready for Kubernetes with IPVS.</summary>
[Cmdlet(VerbsLifecycle.Install, "IpvsPrereqs", SupportsShouldProcess = true)]
[OutputType(typeof(IpvsInstallation))]
public sealed class InstallIpvsPrereqsCommand : ChangeCommand<IpvsInstallation>
{
    private InstallOperation? operation;

    /// <summary>Creates the cmdlet. A package manager may take its time.</summary>
    public InstallIpvsPrereqsCommand() => CommandTimeout = TimeSpan.FromMinutes(15);

    /// <summary>The release of Kubernetes.</summary>
    [Parameter]
    [ValidatePattern(@"^v?1\.[0-9]{1,3}(\.[0-9]{1,4})?$")]
    public string? KubernetesVersion { get; set; }

    /// <summary>The schedulers of IPVS.</summary>
    [Parameter]
    [ValidateSet("rr", "wrr", "sh", "lc", "wlc", "lblc", "lblcr", "dh", "sed", "nq", "fo", "ovf", "mh")]
    public string[] Scheduler { get; set; } = ["rr", "wrr", "sh"];

    /// <summary>Set sysctls too.</summary>
    [Parameter]
    public SwitchParameter Sysctl { get; set; }

    /// <summary>Turn swap off too.</summary>
    [Parameter]
    public SwitchParameter DisableSwap { get; set; }

    /// <summary>Open kubelet's port too.</summary>
    [Parameter]
    public SwitchParameter OpenFirewall { get; set; }

    /// <summary>How long another process may keep the package database.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(60);

    private protected override string Caption => "Make ready for Kubernetes with IPVS";

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        var wanted = new IpvsRequest
        {
            Kubernetes = (KubernetesVersion is null ? null : KubernetesRules.Parse(KubernetesVersion)) ?? KubernetesRules.Newest,
            Schedulers = Array.ConvertAll(Scheduler, name => name.ToLowerInvariant()),
        };
        operation = new InstallOperation(new InstallRequest(wanted)
        {
            Sysctl = Sysctl,
            DisableSwap = DisableSwap,
            OpenFirewall = OpenFirewall,
            LockSeconds = (int)Math.Min(LockTimeout.TotalSeconds, 86400),
        }, CommandTimeout);
    }

    private protected override async Task<HostPlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken) =>
        await operation!.PlanAsync(target, connection, cancellationToken).ConfigureAwait(false);

    private protected override Task<IpvsInstallation> ApplyAsync(HostPlan plan, IHostConnection connection, CancellationToken cancellationToken) =>
        operation!.ApplyAsync((InstallPlan)plan, connection, () => LoginOf(plan.Target).Open(plan.Target.WithoutSession()), ChangeAuthor.Current(ChangeReason), cancellationToken);

    private protected override IpvsInstallation Describe(HostPlan plan) => InstallOperation.Describe((InstallPlan)plan);

    private protected override (string Name, object? Value)[] AuditFields(HostPlan plan, IpvsInstallation? result) =>
        [("items", (result?.Items ?? ((InstallPlan)plan).Items).Select(item => item.ToString())), ("ready", result?.Ready), ("transaction", result?.Transaction)];
}
