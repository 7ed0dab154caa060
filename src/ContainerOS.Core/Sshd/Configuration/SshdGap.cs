namespace ContainerOS.Sshd.Configuration;

/// <summary>What sshd reads and we could not.</summary>
/// <param name="Reason">What it is.</param>
/// <param name="MayBeGlobal">It may hold lines that count for everybody.</param>
/// <param name="MayBeMatched">It may hold lines that count for the login as part of a Match block.</param>
internal sealed record SshdGap(string Reason, bool MayBeGlobal, bool MayBeMatched)
{
    /// <summary>It holds algorithms and nothing else.</summary>
    public bool IsAlgorithms { get; init; }
}
