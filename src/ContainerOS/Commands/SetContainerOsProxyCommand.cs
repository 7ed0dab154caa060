using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Binding;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Errors;
using ContainerOS.Proxies;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Set-ContainerOsProxy: the proxy of tdnf, docker and containerd. Its password is told nobody.</summary>
[Cmdlet(VerbsCommon.Set, "ContainerOsProxy", SupportsShouldProcess = true, DefaultParameterSetName = SetName)]
[OutputType(typeof(ProxyChange))]
public sealed class SetContainerOsProxyCommand : ChangeCommand<IReadOnlyList<ProxyChange>>
{
    private const string SetName = "Set";
    private ProxyOperation? operation;

    /// <inheritdoc/>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ParameterSetName = SetName)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = nameof(Remove))]
    [Alias("HostName", "Cn", "IPAddress", "DnsName", "Session")]
    [TargetTransformation]
    public override HostTarget[] ComputerName { get => base.ComputerName; set => base.ComputerName = value; }

    /// <summary>The proxy.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = SetName)]
    [ValidateNotNullOrEmpty]
    public string Proxy { get; set; } = "";

    /// <summary>What is reached without it.</summary>
    [Parameter(ParameterSetName = SetName)]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public string[]? NoProxy { get; set; }

    /// <summary>Who logs in to the proxy.</summary>
    [Parameter(ParameterSetName = SetName)]
    [ValidateNotNull]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Take away what is set.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(Remove))]
    public SwitchParameter Remove { get; set; }

    /// <summary>The programs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ProxyProgram[] For { get; set; } = [];

    /// <summary>Restart daemons that go on with something else.</summary>
    [Parameter]
    public SwitchParameter RestartService { get; set; }

    private protected override string Caption => "Change the proxy";

    /// <inheritdoc/>
    protected override void Prepare()
    {
        base.Prepare();
        if (ParameterSetName == nameof(Remove) && !Remove)
            ThrowTerminatingError(ErrorFactory.BadLogin("NothingToChange", "-Remove:$false says nothing: give -Proxy or -Remove.", null));
        var exceptions = NoProxy is null ? null : ProxyExceptions.Split(NoProxy);
        if (exceptions?.FirstOrDefault(one => !ProxyExceptions.IsOne(one)) is { } odd)
            ThrowTerminatingError(ErrorFactory.BadLogin("InvalidNoProxy", $"-NoProxy: '{HostText.Clean(odd)}' is no host name, domain (.corp), address or network (10.0.0.0/8).", odd));
        var proxy = Remove ? null : Address();
        operation = new ProxyOperation(new ProxyRequest(proxy) { NoProxy = exceptions, Programs = For.Distinct().ToList(), RestartService = RestartService }, CommandTimeout);
    }

    /// <inheritdoc/>
    protected override void WriteChanged(HostTarget target, IReadOnlyList<ProxyChange> result)
    {
        foreach (var change in PassThru ? result : [])
        {
            ((IVmResult)change).SetVm(target.Vm);
            WriteObject(change);
        }
    }

    private protected override async Task<HostPlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken) =>
        await operation!.PlanAsync(target, connection, cancellationToken).ConfigureAwait(false);

    private protected override Task<IReadOnlyList<ProxyChange>> ApplyAsync(HostPlan plan, IHostConnection connection, CancellationToken cancellationToken) =>
        operation!.ApplyAsync((ProxyPlan)plan, connection, () => LoginOf(plan.Target).Open(plan.Target.WithoutSession()), ChangeAuthor.Current(ChangeReason), cancellationToken);

    private protected override IReadOnlyList<ProxyChange> Describe(HostPlan plan) => ((ProxyPlan)plan).After;

    private protected override (string Name, object? Value)[] AuditFields(HostPlan plan, IReadOnlyList<ProxyChange>? result) =>
        [("proxies", (result ?? Describe(plan)).Select(change => change.ToString()))];

    // No error here names the address: it may hold a password.
    private ProxyAddress Address()
    {
        if (ProxyAddress.Parse(Proxy, out var problem) is not { } proxy)
        {
            ThrowTerminatingError(ErrorFactory.BadLogin("InvalidProxy", $"-Proxy cannot be used: {problem}.", null));
            throw new PSInvalidOperationException();
        }

        if (proxy.IsSocks && (For.Length == 0 || For.Contains(ProxyProgram.Tdnf)))
            ThrowTerminatingError(ErrorFactory.BadLogin("InvalidProxy", "-Proxy cannot be used: tdnf takes http:// and https:// proxies. Say -For Docker, Containerd to give it to those alone.", null));
        if (ProxyCredential is null || ProxyCredential == PSCredential.Empty)
            return proxy;
        if (proxy.UserName is not null)
            ThrowTerminatingError(ErrorFactory.BadLogin("ContradictoryParameters", "-Proxy has a user name in it, and -ProxyCredential another: give one of them.", null));
        // Windows PowerShell puts a backslash before a name without a domain.
        return proxy.WithLogin(ProxyCredential.UserName.TrimStart('\\'), ProxyCredential.GetNetworkCredential().Password);
    }
}
