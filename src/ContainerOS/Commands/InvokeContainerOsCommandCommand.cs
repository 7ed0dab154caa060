using System;
using System.IO;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Binding;
using ContainerOS.Connections;
using ContainerOS.Errors;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Invoke-ContainerOsCommand: a command line or a script of the user's, on many hosts.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ContainerOsCommand", SupportsShouldProcess = true, DefaultParameterSetName = "Command")]
[OutputType(typeof(CommandResult))]
public sealed class InvokeContainerOsCommandCommand : AskCommand<CommandResult>
{
    private RemoteCommand? command;

    /// <summary>The hosts. They mostly come by the pipeline, so the command has the first place.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("HostName", "Cn", "IPAddress", "DnsName", "Session")]
    [TargetTransformation]
    public override HostTarget[] ComputerName { get; set; } = [];

    /// <summary>The command line.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Command")]
    [ValidateNotNullOrEmpty]
    public string Command { get; set; } = "";

    /// <summary>The script file of this machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "File")]
    [ValidateNotNullOrEmpty]
    public string FilePath { get; set; } = "";

    /// <summary>The arguments.</summary>
    [Parameter]
    public string[] ArgumentList { get; set; } = [];

    /// <summary>Run as root.</summary>
    [Parameter]
    public SwitchParameter Elevate { get; set; }

    /// <summary>Make an error of an exit code that is not 0.</summary>
    [Parameter]
    public SwitchParameter FailOnNonZeroExit { get; set; }

    /// <summary>Keep the output as bytes.</summary>
    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        command = ParameterSetName == "Command" ? RemoteCommand.FromCommandLine(Command, ArgumentList) : ReadFile(Binding.FilePath.Resolve(this, nameof(FilePath), FilePath, mustExist: true));
        command.Elevate = Elevate;
        command.AsBytes = AsByteStream;
    }

    /// <inheritdoc/>
    protected override bool Approve(HostTarget target) => ShouldProcess(target.ToString(), $"run '{command!.Display}'" + (Elevate ? " as root" : ""));

    /// <inheritdoc/>
    protected override Task<CommandResult> AskAsync(IHostConnection connection, CancellationToken cancellationToken) =>
        command!.RunAsync(connection, CommandTimeout, cancellationToken);

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, CommandResult result)
    {
        if (FailOnNonZeroExit && result.ExitCode != 0)
            WriteError(ErrorFactory.NonZeroExit(target, result, command!.Display));
        else
            WriteObject(result);
    }

    private RemoteCommand ReadFile(string path)
    {
        try
        {
            return RemoteCommand.FromFile(Path.GetFileName(path), File.ReadAllText(path), ArgumentList);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(error, "FileNotReadable", ErrorCategory.ReadError, path));
            throw;
        }
    }
}
