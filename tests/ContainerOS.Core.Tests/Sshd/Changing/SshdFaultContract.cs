using System;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Sshd.Changing;
using Xunit;

namespace ContainerOS.Tests.Sshd.Changing;

/// <summary>A change of root's login that is disturbed before and after each of its steps: the host can still be entered, and has the old or the new configuration.</summary>
public abstract class SshdFaultContract(OwnLab lab, string kind)
{
    private readonly SshdHost host = new(lab, kind);

    private protected async Task A_connection_that_is_cut_does_not_matter() => await AtEachStepAsync("cut", async (plan, change, when) =>
    {
        var before = host.Files();
        var running = host.ApplyAsync(plan, change(60), Token);
        await host.PausedAsync(running);
        host.Cut();
        host.GoOn();
        Assert.Equal(ChangeState.Confirmed, (await running).State);
        await host.AssertWholeAsync(plan, before, isNew: true, when);
    });

    private protected async Task A_client_that_is_gone_means_that_the_host_puts_it_back() => await AtEachStepAsync("gone", async (plan, change, when) =>
    {
        var before = host.Files();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = host.ApplyAsync(plan, change(2), stop.Token);
        await host.PausedAsync(running);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        host.GoOn();
        await host.AssertWholeAsync(plan, before, isNew: false, when);
    });

    private protected async Task A_host_that_is_reset_puts_it_back() => await AtEachStepAsync("reset", async (plan, change, when) =>
    {
        var before = host.Files();
        var running = host.ApplyAsync(plan, change(60), Token);
        await host.PausedAsync(running);
        await host.ResetAsync();
        var undone = await Assert.ThrowsAsync<HostConnectionException>(() => running);
        Assert.True(undone.Failure == ConnectionFailure.RolledBack, when + ": " + undone.Message);
        await host.AssertWholeAsync(plan, before, isNew: false, when);
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task AtEachStepAsync(string fault, Func<SshdPlan, Func<double, ChangePlan>, string, Task> disturb)
    {
        await lab.StartAsync();
        for (var step = 0; ; step++)
        {
            var plan = await host.PlanAsync();
            if (step > plan.Change.Steps.Count)
                return;
            var (at, when) = (step, $"{fault} before step {step + 1} of {plan.Change.Steps.Count}");
            await disturb(plan, seconds => SshdHost.With(plan, at, SshdHost.Pause, seconds), when);
        }
    }
}
