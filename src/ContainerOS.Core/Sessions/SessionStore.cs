using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace ContainerOS.Sessions;

/// <summary>The sessions of one runspace. Any thread may use it.</summary>
public sealed class SessionStore
{
    private readonly List<HostSession> sessions = [];
    private int lastId;

    /// <summary>The sessions that are not closed, in the order of their numbers.</summary>
    public IReadOnlyList<HostSession> All
    {
        get
        {
            lock (sessions)
            {
                sessions.RemoveAll(session => session.State == HostSessionState.Closed);
                return sessions.ToList();
            }
        }
    }

    /// <summary>Takes a session in and gives it its number.</summary>
    /// <param name="session">A session that is open.</param>
    public void Add(HostSession session)
    {
        lock (sessions)
        {
            session.Id = ++lastId;
            sessions.Add(session);
        }
    }

    /// <summary>Closes all.</summary>
    /// <returns>Ends when they are closed, or soon after where hosts do not answer.</returns>
    public Task CloseAllAsync() => Task.WhenAll(All.Select(session => session.CloseAsync()));
}
