using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Connections.Testing;

namespace ContainerOS.Commands;

/// <summary>Test-ContainerOsConnection: how far connections come.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ContainerOsConnection")]
[OutputType(typeof(ConnectionTest))]
public sealed class TestContainerOsConnectionCommand : AskCommand<ConnectionTest>
{
    /// <inheritdoc/>
    protected override Task<ConnectionTest> AskAsync(IHostConnection connection, CancellationToken cancellationToken) =>
        ConnectionProbe.RunAsync(connection, CommandTimeout, cancellationToken);
}
