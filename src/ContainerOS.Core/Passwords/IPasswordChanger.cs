using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Passwords;

/// <summary>Takes part in a host's own password dialogue, for the account that logs in. It is no script: the host asks, one question at a time.</summary>
public interface IPasswordChanger : IDisposable
{
    /// <summary>The host.</summary>
    HostTarget Target { get; }

    /// <summary>
    /// Logs in and lets the dialogue answer: what the host asks within the login, else what passwd asks, in a terminal where the host
    /// runs it before anything else.
    /// </summary>
    /// <param name="dialogue">What answers; afterwards it tells how far it came.</param>
    /// <param name="timeout">How long the dialogue may take once logged in; null means no limit.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What was learned about the host. The password is changed, unless the dialogue does not say so: then only a login can tell.</returns>
    /// <exception cref="HostConnectionException">The password is not changed, or it is unknown whether it is: the message says which.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ConnectionFacts> ChangeAsync(ChangeDialogue dialogue, TimeSpan? timeout, CancellationToken cancellationToken);
}
