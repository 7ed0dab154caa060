using System.Linq;
using System.Management.Automation;
using ContainerOS.Binding;
using ContainerOS.Runs;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Get-ContainerOsRunSummary: what became of the hosts of a run, by its results and errors.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerOsRunSummary")]
[OutputType(typeof(RunSummary))]
public sealed class GetContainerOsRunSummaryCommand : PSCmdlet
{
    private readonly RunTally tally = new();

    /// <summary>The results.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>The errors.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? ErrorRecord { get; set; }

    /// <summary>The hosts that went in.</summary>
    [Parameter]
    [Alias("HostName", "Cn", "IPAddress", "DnsName", "Session")]
    [AllowEmptyCollection]
    [TargetTransformation]
    public HostTarget[] ComputerName { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        foreach (var host in ComputerName)
            tally.Add(host, RunOutcome.Skipped);
        foreach (var item in ErrorRecord ?? [])
            AddError(item is PSObject wrapped ? wrapped.BaseObject : item);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var item in (InputObject ?? []).OfType<PSObject>())
        {
            if (item.BaseObject is ErrorRecord error) // of a pipeline with 2>&1
                RunRecord.AddError(tally, error);
            else
                AddResult(item);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(tally.Sum());

    // Besides errors, -ErrorVariable gets the exceptions that ended a call.
    private void AddError(object? item)
    {
        switch (item)
        {
            case null:
                break;
            case ErrorRecord error:
                RunRecord.AddError(tally, error);
                break;
            case IContainsErrorRecord { ErrorRecord: { } inner }:
                RunRecord.AddError(tally, inner);
                break;
            default:
                Refuse(item, $"An object of type {item.GetType().FullName} is no error. Give what -ErrorVariable collected.");
                break;
        }
    }

    private void AddResult(PSObject item)
    {
        try
        {
            RunRecord.AddResult(tally, item);
        }
        catch (HostTargetException trouble)
        {
            Refuse(item, trouble.Message);
        }
    }

    private void Refuse(object item, string problem) =>
        ThrowTerminatingError(new ErrorRecord(new PSArgumentException(problem), "InvalidRunRecord", ErrorCategory.InvalidArgument, item));
}
