using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Ipvs;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Test-IpvsPrereqs: whether Kubernetes could run on hosts, and what is missing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "IpvsPrereqs")]
[OutputType(typeof(IpvsPrereqs))]
public sealed class TestIpvsPrereqsCommand : AskCommand<IpvsPrereqs>
{
    private readonly IdentityRegister identities = new();
    private IpvsRequest request = new();

    /// <summary>The release of Kubernetes.</summary>
    [Parameter]
    [ValidatePattern(@"^v?1\.[0-9]{1,3}(\.[0-9]{1,4})?$")]
    public string? KubernetesVersion { get; set; }

    /// <summary>The mode of kube-proxy.</summary>
    [Parameter]
    public ProxyMode ProxyMode { get; set; }

    /// <summary>The schedulers of IPVS.</summary>
    [Parameter]
    [ValidateSet("rr", "wrr", "sh", "lc", "wlc", "lblc", "lblcr", "dh", "sed", "nq", "fo", "ovf", "mh")]
    public string[] Scheduler { get; set; } = ["rr", "wrr", "sh"];

    /// <summary>Ask as root.</summary>
    [Parameter]
    public SwitchParameter Elevate { get; set; }

    /// <inheritdoc/>
    protected override void Prepare() => request = new IpvsRequest
    {
        Kubernetes = (KubernetesVersion is null ? null : KubernetesRules.Parse(KubernetesVersion)) ?? KubernetesRules.Newest,
        Mode = ProxyMode,
        Schedulers = System.Array.ConvertAll(Scheduler, name => name.ToLowerInvariant()),
    };

    /// <inheritdoc/>
    protected override Task<IpvsPrereqs> AskAsync(IHostConnection connection, CancellationToken cancellationToken) =>
        IpvsProbe.RunAsync(connection, request, Elevate, CommandTimeout, cancellationToken);

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, IpvsPrereqs result)
    {
        foreach (var warning in identities.Flag(result))
            WriteWarning(warning);
        foreach (var check in result.Checks)
        {
            if (check.Status == PrereqStatus.Unknown)
                WriteVerbose($"{result.ComputerName}: {check}");
        }

        WriteObject(result);
    }
}
