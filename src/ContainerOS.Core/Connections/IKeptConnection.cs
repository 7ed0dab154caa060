using System.Threading.Tasks;

namespace ContainerOS.Connections;

/// <summary>A connection that stays open between calls. A call that finds it down, or not yet open, opens it first.</summary>
public interface IKeptConnection : IHostConnection
{
    /// <summary>Whether it is open, as far as is known without asking the host: false before the first call, and once it is lost.</summary>
    bool IsOpen { get; }

    /// <summary>How often it has been opened.</summary>
    int Openings { get; }

    /// <summary>Closes it for good. What still runs over it is ended on the host and fails here.</summary>
    /// <returns>Ends when it is closed, or soon after when the host does not answer.</returns>
    Task CloseAsync();
}
