using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Info;
using ContainerOS.Targets;
using ContainerOS.Views;

namespace ContainerOS.Commands;

/// <summary>Get-ContainerOsInfo: what hosts tell about themselves.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerOsInfo")]
[OutputType(typeof(HostInfo))]
public sealed class GetContainerOsInfoCommand : AskCommand<HostInfo>
{
    private static int rehearsed;

    /// <summary>Ask sshd itself, as root.</summary>
    [Parameter]
    public SwitchParameter Elevate { get; set; }

    /// <summary>Ask systemd, too.</summary>
    [Parameter]
    public SwitchParameter IncludeUnits { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        if (Interlocked.Exchange(ref rehearsed, 1) == 0)
            Task.Run(HostInfoProbe.Rehearse); // while the first host is logged in
    }

    /// <inheritdoc/>
    protected override Task<HostInfo> AskAsync(IHostConnection connection, CancellationToken cancellationToken) =>
        HostInfoProbe.RunAsync(connection, Elevate, IncludeUnits, CommandTimeout, cancellationToken);

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, HostInfo result)
    {
        if (result.ClockSkew is { } skew && skew.Duration() >= HostInfo.ClockSkewLimit)
            WriteWarning($"{result.ComputerName}: its clock is {Human.Duration(skew.Duration())} {(skew > TimeSpan.Zero ? "ahead of" : "behind")} this machine's.");
        WriteVerbose($"{result.ComputerName}: {result.UserName}@{result.Address}:{result.Port}, {result.SshServerVersion}, read in {Human.Duration(result.Duration)}");
        foreach (var unknown in result.Unknown)
            WriteVerbose($"{result.ComputerName}: {unknown}");
        WriteObject(result);
    }
}
