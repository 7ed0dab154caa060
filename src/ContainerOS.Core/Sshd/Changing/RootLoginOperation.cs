using System;
using ContainerOS.Changes;
using ContainerOS.Connections.Transports;
using ContainerOS.Targets;

namespace ContainerOS.Sshd.Changing;

/// <summary>Plans and makes changes of root's login.</summary>
/// <param name="request">What is wanted.</param>
/// <param name="timeout">How long each request may take; null means no limit.</param>
internal sealed class RootLoginOperation(RootLoginRequest request, TimeSpan? timeout) : SshdOperation<RootSshLogin>("root", timeout)
{
    protected override bool NeedsKeys => request.AuthorizedKeys.Count > 0;

    public override RootSshLogin Describe(SshdPlan plan, ChangeReport? report) => new(plan, report);

    protected override SshdPlan Plan(HostTarget target, SshdChangeReading reading, TransportChooser login) => new RootLoginPlanner(target, reading, request, login).Plan();
}
