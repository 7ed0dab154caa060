using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ContainerOS.Errors;
using ContainerOS.Sessions;

namespace ContainerOS.Commands;

/// <summary>Remove-ContainerOsSession: closes sessions.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerOsSession", SupportsShouldProcess = true, DefaultParameterSetName = "Session")]
[OutputType(typeof(void))]
public sealed class RemoveContainerOsSessionCommand : PSCmdlet
{
    private readonly List<Task> closing = [];

    /// <summary>The sessions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Session")]
    public HostSession[] Session { get; set; } = [];

    /// <summary>Their numbers.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    public int[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var session in ParameterSetName == "Id" ? Id.Select(Find).OfType<HostSession>() : Session)
        {
            if (ShouldProcess(session.ToString(), "Close"))
                closing.Add(session.CloseAsync());
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => RunspaceSessions.Close(Task.WhenAll(closing));

    private HostSession? Find(int id)
    {
        var session = RunspaceSessions.Current.All.FirstOrDefault(candidate => candidate.Id == id);
        if (session is null)
            WriteError(ErrorFactory.NoSession(id));
        return session;
    }
}
