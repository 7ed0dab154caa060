using System;
using System.Management.Automation;
using ContainerOS.Binding;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>The parameters that all cmdlets share which connect to hosts, so that $PSDefaultParameterValues works for all.</summary>
public abstract class HostCommand : PSCmdlet
{
    /// <summary>The hosts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("HostName", "Cn", "IPAddress", "DnsName")]
    [TargetTransformation]
    public virtual HostTarget[] ComputerName { get; set; } = [];

    /// <summary>The remote account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UserName { get; set; }

    /// <summary>The TCP port.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>The private key.</summary>
    [Parameter]
    [Alias("IdentityFilePath")]
    [ValidateNotNullOrEmpty]
    public string? KeyFilePath { get; set; }

    /// <summary>The known_hosts file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KnownHostsFile { get; set; }

    /// <summary>The hosts to go through.</summary>
    [Parameter]
    [TargetTransformation]
    [ValidateNotNullOrEmpty]
    public HostTarget[] JumpHost { get; set; } = [];

    /// <summary>What to do with an unknown host key.</summary>
    [Parameter]
    public HostKeyPolicy HostKeyPolicy { get; set; } = HostKeyPolicy.Strict;

    /// <summary>How long a login may take.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the script may run.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many hosts at a time.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; } = 32;

    /// <summary>The parameters as settings; bad ones end the call before any host is contacted.</summary>
    protected ConnectionSettings CreateSettings()
    {
        try
        {
            _ = new HostTarget("host", "host", null, UserName);
        }
        catch (HostTargetException error)
        {
            ThrowTerminatingError(new ErrorRecord(error, "InvalidUserName", ErrorCategory.InvalidArgument, UserName));
        }

        return new ConnectionSettings
        {
            UserName = UserName,
            Port = Port == 0 ? null : Port,
            KeyFilePath = KeyFilePath is null ? null : FilePath.Resolve(this, nameof(KeyFilePath), KeyFilePath, mustExist: true),
            KnownHostsFile = KnownHostsFile is null ? null : FilePath.Resolve(this, nameof(KnownHostsFile), KnownHostsFile, mustExist: false),
            JumpHosts = JumpHost,
            HostKeyPolicy = HostKeyPolicy,
            ConnectTimeout = ConnectTimeout,
        };
    }
}
