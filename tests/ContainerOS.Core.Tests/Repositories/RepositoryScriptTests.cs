using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Repositories;
using ContainerOS.Scripts;
using ContainerOS.Targets;
using ContainerOS.Tests.Connections.Support;
using ContainerOS.Tests.Scripts;
using Xunit;

namespace ContainerOS.Tests.Repositories;

/// <summary>test-repositories.sh itself, under each sh and with each program that may fetch for it.</summary>
public sealed class RepositoryScriptTests : IDisposable
{
    private readonly TempFolder bin = new();

    /// <summary>The shell, and what it fetches with. Busybox' sh has a wget of its own.</summary>
    public static TheoryData<string, string> ShellsAndTools => new() { { "dash", "curl" }, { "dash", "wget" }, { "bash", "wget" }, { "dash", "busybox" }, { "busybox sh", "busybox" } };

    public void Dispose() => bin.Dispose();

    [Theory]
    [MemberData(nameof(ShellsAndTools))]
    public async Task Each_way_to_fetch_tells_the_same(string shell, string tool)
    {
        await using var server = new RepositoryServer(Lab.Packages);
        var key = "file://" + Path.Combine(Lab.Packages, "RPM-GPG-KEY-lab");
        var tests = await RunAsync(shell, tool, (server.Url + "/good", key), (server.Url + "/slow", ""), (server.Url + "/stalled", ""), (server.Url + "/gone", ""),
            (server.Url + "/garbage", ""), ("http://127.0.0.1:1", ""), ("file://" + Lab.Packages, key), ("http://nosuch.invalid/", ""));

        Assert.Equal((true, RepositoryKey.Right, true, true), (tests[0].Reachable, tests[0].Key, tests[0].BytesPerSecond > 0, tests[0].MetadataTime is not null));
        Assert.True(tests[1].Reachable, tests[1].Reason);
        Assert.InRange(tests[1].BytesPerSecond!.Value, 1, 20000);
        Assert.Equal((false, true), (tests[2].Reachable, tests[2].Reason!.Contains("timed out")));
        Assert.Equal((404, "the server answered with status 404"), (tests[3].HttpStatus!.Value, tests[3].Reason));
        Assert.Equal("what is there is no list of packages", tests[4].Reason);
        Assert.Contains("onnect", tests[5].Reason);
        Assert.Equal((true, RepositoryKey.Right), (tests[6].Reachable, tests[6].Key));
        Assert.Equal((false, true), (tests[7].Reachable, tests[7].Reason!.Length > 10));
    }

    [Fact]
    public async Task Without_any_of_them_that_is_the_reason()
    {
        var test = Assert.Single(await RunAsync("dash", "none", ("http://127.0.0.1:1", "")));
        Assert.Equal((false, "this host has neither curl nor wget"), (test.Reachable, test.Reason));
    }

    [Theory]
    [InlineData("wget")]
    [InlineData("busybox")]
    public async Task Wget_goes_through_the_proxy_of_tdnf(string tool)
    {
        await using var server = new RepositoryServer(Lab.Packages);
        bin.Write("tdnf.conf", $"[main]\nproxy = {server.Url}\r\n");
        Assert.True(Assert.Single(await RunAsync("dash", tool, ("http://repository.invalid/good", ""))).Reachable);
        Assert.All(server.Requests, request => Assert.StartsWith("http://repository.invalid/good/", request));
    }

    private async Task<List<RepositoryTest>> RunAsync(string shell, string tool, params (string Url, string Keys)[] repositories)
    {
        foreach (var name in new[] { "sh", "sed", "tail", "tr", "head", "cat", "wc", "gzip", "awk", "timeout", "sleep", "rm", "mkdir", "mktemp", "id", "setsid", "kill", "ps", "env", "true", tool == "busybox" ? "" : tool })
        {
            if (name.Length > 0 && Shells.Find(name) is { } path)
                File.CreateSymbolicLink(bin.At(name), path);
        }

        if (tool == "busybox")
            File.CreateSymbolicLink(bin.At("wget"), Shells.Words("busybox")[0]);
        else if (tool != "none")
            Assert.SkipWhen(!File.Exists(bin.At(tool)), tool + " is not installed");
        var script = new RemoteScript("test", $"PATH={bin.At(".")}\n" + RemoteScript.Embedded("test-repositories.sh").Replace("/etc/tdnf/tdnf.conf", bin.At("tdnf.conf")), ["2", .. repositories.SelectMany(repository => new[] { repository.Url.TrimEnd('/'), repository.Keys.Length > 0 ? repository.Keys : "-" })]);
        var content = await LocalCall.RunAsync(ScriptCall.Create(script), "dash", shell);
        var result = new ScriptResult(content, new ConnectionFacts());
        return repositories.Select((repository, at) => RepositoryProbe.Read(new HostTarget("here", "here"), result,
            new PackageRepository(new HostTarget("here", "here"), new ConnectionFacts(), "r" + at, "/r.repo") { ExpandedUrl = repository.Url, GpgCheck = repository.Keys.Length > 0 }, at + 1)).ToList();
    }
}
