using System;
using System.Collections.Generic;
using ContainerOS.Changes;
using ContainerOS.Sshd.Editing;

namespace ContainerOS.Sshd.Changing;

/// <summary>What a plan is built of.</summary>
/// <param name="Files">The edits of what sshd reads.</param>
/// <param name="Template">The edits of the template that counts after a reboot; without edits where there is none.</param>
/// <param name="Main">The edit that this is about.</param>
internal sealed record SshdPlanParts(SshdEditSteps Files, SshdEditSteps Template, SshdEdit Main)
{
    /// <summary>The cmdlet and its value.</summary>
    public string Title { get; init; } = "";

    /// <summary>The value now; null when it is not known.</summary>
    public string? Before { get; init; }

    /// <summary>The value afterwards; null when it is not known.</summary>
    public string? After { get; init; }

    /// <summary>What <c>sshd -T</c> must print afterwards, in any of several spellings; none where it is not known how.</summary>
    public IReadOnlyList<string> Expected { get; init; } = [];

    /// <summary>Steps that come first.</summary>
    public IReadOnlyList<ChangeStep> First { get; init; } = [];

    /// <summary>Those in words.</summary>
    public IReadOnlyList<string> FirstSummary { get; init; } = [];

    /// <summary>How long the host waits for the proof.</summary>
    public TimeSpan RollbackAfter { get; init; }
}
