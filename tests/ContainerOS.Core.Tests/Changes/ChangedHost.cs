using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using Xunit;

namespace ContainerOS.Tests.Changes;

/// <summary>A host of an own lab that tests change, break and start again.</summary>
internal sealed record ChangedHost(HostTarget Target, ConnectionSettings Settings)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ChangedHost> StartAsync(OwnLab lab, string kind)
    {
        await lab.StartAsync();
        return new ChangedHost(lab.Target(kind switch { "flatcar" or "containerlinux" or "fcos" => "core", "cos" => "chronos", "rancheros" => "rancher", _ => "root" }, kind), lab.Settings());
    }

    public IHostConnection Connect() => new OpenSshConnection(Target, Settings);

    /// <summary>Runs commands as root.</summary>
    public async Task<string> RootAsync(string script)
    {
        using var connection = Connect();
        var result = await connection.RunAsync(new RemoteScript("test.sh", "section test sh -c \"$1\"", script) { Elevation = Elevation.Required }, TimeSpan.FromSeconds(40), Token);
        return result.Sections["test"].OutputText;
    }

    /// <summary>Starts the host again and waits for it.</summary>
    public async Task RebootAsync()
    {
        await RootAsync(": >/run/before-reboot");
        await Assert.ThrowsAsync<HostConnectionException>(() => RootAsync("reboot; sleep 30"));
        await Eventually.TrueAsync(async () => await RootAsync("[ -e /run/before-reboot ] || echo again") == "again\n", "an answer after the reboot");
    }

    /// <summary>The changes that the host remembers.</summary>
    public async Task<IReadOnlyList<HostTransaction>> TransactionsAsync()
    {
        using var connection = Connect();
        return await TransactionOperation.ListAsync(connection, null, Token);
    }
}
