using System;
using System.IO;
using ContainerOS.Connections;
using ContainerOS.Connections.OpenSsh;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests.Connections.OpenSsh;

public sealed class OpenSshFilesTests
{
    private readonly ConnectionSettings settings = new() { KnownHostsFile = "/known/" + Guid.NewGuid().ToString("N") }; // rules that no other test has

    [Fact]
    public void Calls_under_way_with_the_same_rules_share_a_configuration_and_each_has_a_log_of_its_own()
    {
        using var first = Create();
        using var second = Create();
        using var other = OpenSshFiles.Create(Host(), new ConnectionSettings { KnownHostsFile = settings.KnownHostsFile + "2" });

        Assert.Equal(first.Config, second.Config);
        Assert.Contains(settings.KnownHostsFile!, File.ReadAllText(first.Config));
        Assert.NotEqual(first.Config, other.Config);
        Assert.NotEqual(first.Log, second.Log);
        Assert.NotEqual(first.AskFolder, second.AskFolder);
    }

    [Fact]
    public void A_log_that_nobody_writes_to_any_more_goes_to_the_next_call_and_is_empty()
    {
        using var longest = Create();
        string log;
        using (var ended = Create())
        {
            File.WriteAllText(log = ended.Log, "what the last host said");
            ended.FreeLog();
        }

        using var next = Create();
        Assert.Equal(log, next.Log);
        Assert.Equal("", File.ReadAllText(next.Log));
    }

    [Fact]
    public void A_log_that_somebody_may_still_write_to_does_not()
    {
        using var longest = Create();
        var ended = Create();
        File.WriteAllText(ended.Log, "what the last host said");
        ended.Dispose();

        using var next = Create();
        Assert.NotEqual(ended.Log, next.Log);
        Assert.False(File.Exists(ended.Log));
    }

    [Fact]
    public void With_the_last_call_all_of_them_are_removed_once()
    {
        var (first, second) = (Create(), Create());
        foreach (var call in new[] { first, second })
        {
            File.WriteAllText(call.Log, "");
            call.FreeLog();
        }

        first.Dispose();
        first.Dispose();
        Assert.True(File.Exists(second.Config));
        second.Dispose();
        Assert.False(File.Exists(second.Config));
        Assert.False(File.Exists(first.Log));
        Assert.False(File.Exists(second.Log));
    }

    [Fact]
    public void A_configuration_that_was_cleared_away_is_written_again()
    {
        using var old = Create();
        File.Delete(old.Config);

        var next = Create();
        Assert.NotEqual(old.Config, next.Config);
        Assert.True(File.Exists(next.Config));
        next.Dispose();
        Assert.False(File.Exists(next.Config));
    }

    private static HostTarget Host() => new("web1", "192.0.2.1", null, "root");

    private OpenSshFiles Create() => OpenSshFiles.Create(Host(), settings);
}
