using System;
using System.Collections.Generic;

namespace ContainerOS.Changes;

/// <summary>What is to be done on one host, and whether it must be confirmed.</summary>
internal sealed class ChangePlan
{
    /// <summary>The cmdlet and its value in a few words, for the host's log and for other operators.</summary>
    public string Title { get; init; } = "";

    /// <summary>The steps, in their order. Without any there is nothing to do.</summary>
    public IReadOnlyList<ChangeStep> Steps { get; init; } = [];

    /// <summary>What is done once the change is confirmed. What fails of it is told and undoes nothing.</summary>
    public IReadOnlyList<ChangeStep> Afters { get; init; } = [];

    /// <summary>The change in words, a line for each thing: what -WhatIf shows and the log on the host keeps.</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    /// <summary>How long the host waits for a confirmation before it undoes the change; zero for a change that cannot lock anybody out.</summary>
    public TimeSpan RollbackAfter { get; init; }

    /// <summary>Whether the change would outlive a reboot, so that the host must undo it when it starts unconfirmed.</summary>
    public bool SurvivesReboot { get; init; } = true;

    /// <summary>Commands whose functions the steps use.</summary>
    public string Library { get; init; } = "";
}
