namespace ContainerOS.Runs;

/// <summary>What became of one host, from the best to the worst: where several things are known of a host, the worst counts.</summary>
internal enum RunOutcome
{
    /// <summary>It went in, and neither a result nor an error came of it.</summary>
    Skipped,

    /// <summary>What was asked for is so.</summary>
    Ok,

    /// <summary>It is not.</summary>
    Failed,

    /// <summary>A change had begun, and nobody knows what became of it.</summary>
    Unknown,
}
