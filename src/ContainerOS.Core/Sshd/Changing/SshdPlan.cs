using System.Collections.Generic;
using ContainerOS.Changes;
using ContainerOS.Targets;

namespace ContainerOS.Sshd.Changing;

/// <summary>What is to be done about one keyword of sshd on one host.</summary>
internal sealed class SshdPlan(HostTarget target, ChangePlan change, SshdChangeReading reading) : HostPlan(target, change)
{
    /// <summary>The host as it was read.</summary>
    public SshdChangeReading Reading => reading;

    /// <summary>The value now; null when it is not known.</summary>
    public string? Before { get; init; }

    /// <summary>The value afterwards; null when it is not known.</summary>
    public string? After { get; init; }

    /// <summary>The file that decides; null when nothing is written there.</summary>
    public string? File { get; init; }

    /// <summary>The line that changes.</summary>
    public int? Line { get; init; }

    /// <summary>The step that writes that file, from 1; its backup bears this number.</summary>
    public int FileStep { get; init; }

    /// <summary>Whether the value outlives a reboot; null when that is not known.</summary>
    public bool? SurvivesReboot { get; init; }

    /// <summary>What must work before the change is confirmed; none with -Force where nothing can.</summary>
    public IReadOnlyList<ChangeLogin> Logins { get; init; } = [];
}
