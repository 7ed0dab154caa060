using System;

namespace ContainerOS.Sshd.Changing;

/// <summary>What is to become of one keyword of sshd.</summary>
/// <param name="Name">The keyword.</param>
/// <param name="Value">Its arguments as they are to stand in the file; null for what OpenSSH does without any.</param>
public sealed record SshdOptionRequest(string Name, string? Value)
{
    /// <summary>The account for whose logins it is to count.</summary>
    public string User { get; init; } = "root";

    /// <summary>How long the host waits for the proof that it can still be entered, before it puts everything back.</summary>
    public TimeSpan RollbackAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Another login that must work afterwards; null for none.</summary>
    public VerifyLogin? Verify { get; init; }
}
