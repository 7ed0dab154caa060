using System.Linq;
using System.Management.Automation;
using ContainerOS.Sessions;

namespace ContainerOS.Commands;

/// <summary>Get-ContainerOsSession: the open sessions of this runspace. No host is contacted.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerOsSession")]
[OutputType(typeof(HostSession))]
public sealed class GetContainerOsSessionCommand : PSCmdlet
{
    /// <summary>The numbers.</summary>
    [Parameter]
    public int[]? Id { get; set; }

    /// <summary>The hosts, by label or address.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[]? ComputerName { get; set; }

    /// <summary>What has become of them.</summary>
    [Parameter]
    public HostSessionState? State { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var names = ComputerName?.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase)).ToList();
        var sessions = RunspaceSessions.Current.All;
        WriteObject(sessions.Where(session => Id?.Contains(session.Id) != false && (State ?? session.State) == session.State
            && names?.Any(name => name.IsMatch(session.ComputerName) || name.IsMatch(session.Address)) != false), enumerateCollection: true);
        foreach (var id in (Id ?? []).Where(id => sessions.All(session => session.Id != id)))
            WriteError(Errors.ErrorFactory.NoSession(id));
    }
}
