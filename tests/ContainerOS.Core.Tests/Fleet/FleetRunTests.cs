using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Fleet;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests.Fleet;

public sealed class FleetRunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void Outcomes_come_in_the_order_of_completion()
    {
        var doors = Enumerable.Range(0, 5).ToDictionary(i => "h" + i, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        using var fleet = new FleetRun<string>((target, _) => doors[target.Address].Task, 32);
        AddHosts(fleet, 5);
        foreach (var i in new[] { 3, 0, 4, 1, 2 })
        {
            doors["h" + i].SetResult("done " + i);
            Assert.True(fleet.TryTake(Patience, out var outcome));
            Assert.Equal(("h" + i, "done " + i), (outcome.Target.ComputerName, outcome.Result));
            Assert.Null(outcome.Error);
        }

        Assert.Equal((5, 5), (fleet.Taken, fleet.Total));
        Assert.False(fleet.TryTake(TimeSpan.Zero, out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(32)]
    public void The_throttle_is_reached_and_never_exceeded(int limit)
    {
        var running = 0;
        var most = 0;
        using var fleet = new FleetRun<string>(async (_, token) =>
        {
            var now = Interlocked.Increment(ref running);
            lock (this)
                most = Math.Max(most, now);
            await Task.Delay(5, token);
            Interlocked.Decrement(ref running);
            return "";
        }, limit);
        AddHosts(fleet, 100);
        TakeAll(fleet);
        Assert.Equal(limit, most);
    }

    public static TheoryData<Exception> Errors =>
        [new InvalidOperationException("broken"), new OperationCanceledException("its own"), new TaskCanceledException(), new AggregateException(new TimeoutException()), new OutOfMemoryException("pretended")];

    [Theory]
    [MemberData(nameof(Errors))]
    public void Any_exception_costs_only_its_own_host(Exception error)
    {
        using var fleet = new FleetRun<string>((target, _) => target.Address switch
        {
            "h1" => throw error,
            "h2" => Task.FromException<string>(error),
            _ => Task.FromResult("fine"),
        }, 2);
        AddHosts(fleet, 4);
        var outcomes = TakeAll(fleet).ToDictionary(outcome => outcome.Target.Address);
        Assert.Same(error, outcomes["h1"].Error);
        Assert.Null(outcomes["h1"].Result);
        Assert.IsType(error.GetType(), outcomes["h2"].Error);
        Assert.Equal(("fine", "fine"), (outcomes["h0"].Result, outcomes["h3"].Result));
    }

    [Fact]
    public void Hosts_are_added_while_others_run()
    {
        using var fleet = new FleetRun<string>((target, _) => Task.FromResult(target.Address), 2);
        var taken = new List<string>();
        for (var i = 0; i < 50; i++)
        {
            fleet.Add(new HostTarget("h" + i, "h" + i));
            while (fleet.TryTake(TimeSpan.Zero, out var outcome))
                taken.Add(outcome.Result!);
        }

        taken.AddRange(TakeAll(fleet).Select(outcome => outcome.Result!));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => "h" + i).Order(), taken.Order());
    }

    [Fact]
    public void The_same_host_twice_is_asked_twice()
    {
        using var fleet = new FleetRun<string>((_, _) => Task.FromResult(""), 2);
        fleet.Add(new HostTarget("same", "same"));
        fleet.Add(new HostTarget("same", "same"));
        Assert.Equal(2, TakeAll(fleet).Count);
    }

    [Fact]
    public async Task Cancel_ends_a_wait_and_a_hundred_operations_and_starts_no_more()
    {
        var ended = 0;
        var begun = 0;
        var fleet = new FleetRun<string>(async (_, token) =>
        {
            Interlocked.Increment(ref begun);
            try
            {
                await Task.Delay(Timeout.Infinite, token);
                return "";
            }
            finally
            {
                await Task.Delay(100, CancellationToken.None); // cleans up
                Interlocked.Increment(ref ended);
            }
        }, 100);
        AddHosts(fleet, 300);
        var taking = Task.Run(() => Assert.ThrowsAny<OperationCanceledException>(() => fleet.TryTake(TimeSpan.FromMinutes(1), out _)), TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref begun) == 100, Patience));

        var clock = Stopwatch.StartNew();
        fleet.Cancel();
        await taking;
        fleet.Dispose();
        Assert.True(clock.Elapsed.TotalSeconds < 2, clock.Elapsed.ToString());
        Assert.Equal((100, 100), (Volatile.Read(ref begun), Volatile.Read(ref ended)));
    }

    [Fact]
    public async Task Dispose_does_not_wait_for_an_operation_that_ignores_the_token()
    {
        using var door = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var ended = new TaskCompletionSource();
        var fleet = new FleetRun<string>((_, _) =>
        {
            begun.Set();
            door.Wait();
            ended.SetResult();
            return Task.FromResult("too late");
        }, 1);
        AddHosts(fleet, 2);
        Assert.True(begun.Wait(Patience, TestContext.Current.CancellationToken));
        var clock = Stopwatch.StartNew();
        fleet.Dispose();
        Assert.True(clock.Elapsed.TotalSeconds < 2, clock.Elapsed.ToString());
        door.Set(); // what comes late hurts nobody
        await ended.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Cancel_and_dispose_in_any_order_and_more_than_once()
    {
        var fleet = new FleetRun<string>((_, token) => Task.Delay(Timeout.Infinite, token).ContinueWith(_ => "", TaskScheduler.Default), 4);
        AddHosts(fleet, 10);
        fleet.Cancel();
        fleet.Cancel();
        fleet.Dispose();
        fleet.Dispose();
        fleet.Cancel();
    }

    [Fact]
    public void Nothing_to_do_ends_at_once()
    {
        using var fleet = new FleetRun<string>((_, _) => Task.FromResult(""), 1);
        Assert.Equal((0, 0), (fleet.Taken, fleet.Total));
        Assert.False(fleet.TryTake(TimeSpan.FromMilliseconds(10), out _));
    }

    [Fact]
    public void Two_thousand_hosts_cost_nothing_by_themselves()
    {
        var clock = Stopwatch.StartNew();
        using var fleet = new FleetRun<string>((target, _) => Task.FromResult(target.Address), 32);
        AddHosts(fleet, 2000);
        Assert.Equal(2000, TakeAll(fleet).Select(outcome => outcome.Result).Distinct().Count());
        Assert.True(clock.Elapsed.TotalSeconds < 2, clock.Elapsed.ToString());
    }

    private static void AddHosts(FleetRun<string> fleet, int count)
    {
        for (var i = 0; i < count; i++)
            fleet.Add(new HostTarget("h" + i, "h" + i));
    }

    private static List<FleetOutcome<string>> TakeAll(FleetRun<string> fleet)
    {
        var outcomes = new List<FleetOutcome<string>>();
        while (fleet.Taken < fleet.Total)
        {
            Assert.True(fleet.TryTake(Patience, out var outcome), $"{fleet.Taken} of {fleet.Total} only");
            outcomes.Add(outcome);
        }

        return outcomes;
    }
}
