using System;
using System.Collections.Generic;
using ContainerOS.Passwords;
using ContainerOS.Sshd.Changing;

namespace ContainerOS.Access.Keys;

/// <summary>What is to become of the public keys of an account.</summary>
/// <param name="Account">The account.</param>
internal sealed record AuthorizedKeyRequest(string Account)
{
    /// <summary>The cmdlet, for the host's log.</summary>
    public string Title { get; init; } = "";

    /// <summary>Keys that are to be there.</summary>
    public IReadOnlyList<AuthorizedKey> Add { get; init; } = [];

    /// <summary>Which of the keys that are there go away.</summary>
    public Func<AuthorizedKeyLine, bool> Removes { get; init; } = _ => false;

    /// <summary>How long the host waits for the proof that it can still be entered.</summary>
    public TimeSpan RollbackAfter { get; init; }

    /// <summary>Another login that must work afterwards; null when none is given.</summary>
    public VerifyLogin? Verify { get; init; }

    /// <summary>Do it even if nobody is known to get in afterwards.</summary>
    public bool Force { get; init; }
}
