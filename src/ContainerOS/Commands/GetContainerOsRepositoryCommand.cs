using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Repositories;
using ContainerOS.Scripts;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Get-ContainerOsRepository: where hosts take packages from.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerOsRepository")]
[OutputType(typeof(PackageRepository))]
public sealed class GetContainerOsRepositoryCommand : AskCommand<PackageRepository[]>
{
    /// <summary>The repositories.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Id { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override async Task<PackageRepository[]> AskAsync(IHostConnection connection, CancellationToken cancellationToken)
    {
        var reading = await RepositoryReading.RunAsync(connection, Elevation.None, CommandTimeout, cancellationToken).ConfigureAwait(false);
        return reading.Describe(connection.Target, reading.Files).Where(repository => Id.Any(name => RepositoryRequest.Matches(name, repository.Id))).ToArray();
    }

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, PackageRepository[] result)
    {
        foreach (var repository in result)
        {
            ((IVmResult)repository).SetVm(target.Vm);
            ((ISessionOutput)repository).Session = target.Session;
            WriteObject(repository);
        }
    }
}
