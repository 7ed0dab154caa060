using System;
using System.Collections.Generic;
using ContainerOS.Passwords;

namespace ContainerOS.Sshd.Changing;

/// <summary>What is to become of root's login.</summary>
/// <param name="Value">Whether and how root may log in; null for what OpenSSH does by itself.</param>
public sealed record RootLoginRequest(PermitRootLogin? Value)
{
    /// <summary>How long the host waits for the proof that it can still be entered, before it puts everything back.</summary>
    public TimeSpan RollbackAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Another login that must work afterwards; null for none.</summary>
    public VerifyLogin? Verify { get; init; }

    /// <summary>Public keys that must let root in afterwards.</summary>
    public IReadOnlyList<AuthorizedKey> AuthorizedKeys { get; init; } = [];

    /// <summary>Do it even if nobody is known to get in afterwards.</summary>
    public bool Force { get; init; }
}
