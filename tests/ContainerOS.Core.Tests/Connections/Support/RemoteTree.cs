using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections;

namespace ContainerOS.Tests.Connections.Support;

/// <summary>Everything that one call keeps running on a host: from the session's sshd down to the script's children.</summary>
internal sealed class RemoteTree
{
    private RemoteTree(ProcessEntry server, List<ProcessEntry> processes)
    {
        Server = server;
        Processes = processes;
    }

    /// <summary>The sshd process that serves the call.</summary>
    public ProcessEntry Server { get; }

    /// <summary>The login shell, the bootstrap, its watcher, sudo, the script and its children.</summary>
    public List<ProcessEntry> Processes { get; }

    /// <summary>Waits for a call's command to run; it is known by a text in its arguments, and where need be by another one below it.</summary>
    public static Task<RemoteTree> FindAsync(string marker, string command = "sleep", string? below = null) =>
        Eventually.GetAsync(() => Find(marker, command) is { } tree && (below is null || tree.Processes.Exists(process => process.Name == below)) ? tree : null, $"{command} {marker} {below} on the host");

    /// <summary>Waits until nothing of it runs any more, but for the server of a connection that is kept.</summary>
    public Task GoneAsync(double seconds, IHostConnection connection) => Eventually.NoneAsync(() => (connection is KeptForTest ? Processes : Processes.Append(Server)).Where(process => process.IsAlive).Select(process => process.ToString()).ToArray(), seconds);

    private static RemoteTree? Find(string marker, string command)
    {
        var all = ProcessTable.All();
        if (all.Find(process => process.Name == command && process.Arguments.Contains(marker) && process.IsRemote) is not { } found)
            return null;
        var server = found;
        while (server is not null && server.Name != "sshd")
            server = all.Find(process => process.Id == server.Parent);
        if (server is null)
            return null;

        var below = new List<ProcessEntry> { server };
        for (var i = 0; i < below.Count; i++)
            below.AddRange(all.Where(process => process.Parent == below[i].Id));
        return new RemoteTree(server, below.Skip(1).ToList());
    }
}
