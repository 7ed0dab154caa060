using System;
using ContainerOS.Changes;
using ContainerOS.Connections.Transports;
using ContainerOS.Targets;

namespace ContainerOS.Sshd.Changing;

/// <summary>Plans and makes changes of one keyword of sshd.</summary>
/// <param name="request">What is wanted.</param>
/// <param name="timeout">How long each request may take; null means no limit.</param>
internal sealed class SshdOptionOperation(SshdOptionRequest request, TimeSpan? timeout) : SshdOperation<SshdOptionChange>(request.User, timeout)
{
    public override SshdOptionChange Describe(SshdPlan plan, ChangeReport? report) => new(plan, report, request);

    protected override SshdPlan Plan(HostTarget target, SshdChangeReading reading, TransportChooser login) => new SshdOptionPlanner(target, reading, request, login).Plan();
}
