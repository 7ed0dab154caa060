using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Binding;
using ContainerOS.Connections;
using ContainerOS.Repositories;
using ContainerOS.Sessions;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Test-ContainerOsRepository: whether hosts reach their repositories, and how fast.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ContainerOsRepository")]
[OutputType(typeof(RepositoryTest))]
public sealed class TestContainerOsRepositoryCommand : AskCommand<RepositoryTest[]>
{
    /// <summary>Creates the cmdlet. Slow repositories are what it is for.</summary>
    public TestContainerOsRepositoryCommand() => CommandTimeout = TimeSpan.FromMinutes(5);

    /// <summary>The repositories.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Id { get; set; } = ["*"];

    /// <summary>How long each request to a repository may take.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override Task<RepositoryTest[]> AskAsync(IHostConnection connection, CancellationToken cancellationToken) =>
        new RepositoryProbe(Id, TimeLimit).RunAsync(connection, CommandTimeout, cancellationToken);

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, RepositoryTest[] result)
    {
        foreach (var repository in result)
        {
            ((IVmResult)repository).SetVm(target.Vm);
            ((ISessionOutput)repository).Session = target.Session;
            WriteObject(repository);
        }
    }
}
