using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Repositories;
using ContainerOS.Scripts;
using ContainerOS.Tests.Changes;
using ContainerOS.Tests.Ipvs;
using Xunit;

namespace ContainerOS.Tests.Repositories;

/// <summary>A host whose repositories are changed.</summary>
public sealed class RepositoryChangeTests(FaultyHostLab lab) : IClassFixture<FaultyHostLab>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_of_the_dead_era_takes_packages_from_the_living_address()
    {
        var host = await HostAsync();
        await host.RootAsync("sed -i 's|^baseurl=.*|baseurl=https://dl.bintray.com/vmware/photon_updates_$releasever_$basearch|; s|$|\\r|' /etc/yum.repos.d/photon-updates.repo; chmod 600 /etc/yum.repos.d/photon-updates.repo");
        Assert.Equal(RepositoryEra.BintrayDead, (await LookAsync(host)).Single(repository => repository.Id == "photon-updates").Era);
        var before = await host.RootAsync("cat /etc/yum.repos.d/photon-updates.repo");

        var after = await ChangeAsync(host, new RepositoryRequest(["*"]) { Repair = true });
        Assert.DoesNotContain(after, repository => repository.Era is RepositoryEra.BintrayDead or RepositoryEra.VmwareGone);
        Assert.Equal("https://packages.broadcom.com/photon/3.0/photon_updates_3.0_x86_64", after.Single(repository => repository.Id == "photon-updates").ExpandedUrl);
        Assert.Equal(before.Replace("https://dl.bintray.com/vmware/", "https://packages.broadcom.com/photon/$releasever/"), await host.RootAsync("cat /etc/yum.repos.d/photon-updates.repo"));
        Assert.Equal("600\n", await host.RootAsync("stat -c %a /etc/yum.repos.d/photon-updates.repo"));

        using var connection = host.Connect();
        Assert.False((await new RepositoryOperation(new RepositoryRequest(["*"]) { Repair = true }, null).PlanAsync(host.Target, connection, Token)).HasChanges);
    }

    [Fact]
    public async Task A_repository_is_turned_off_and_on_and_moved()
    {
        var host = await HostAsync();
        Assert.False(Assert.Single(await ChangeAsync(host, new RepositoryRequest(["photon"]) { Enabled = false })).Enabled);
        var moved = Assert.Single(await ChangeAsync(host, new RepositoryRequest(["photon"]) { Enabled = true, BaseUrl = "http://10.0.0.9/photon/$releasever" }));
        Assert.Equal((true, "http://10.0.0.9/photon/3.0", RepositoryEra.Local, true), (moved.Enabled, moved.ExpandedUrl, moved.Era, moved.GpgCheck));
    }

    [Theory]
    [InlineData("nosuch", "https://10.0.0.9/", "it has no repository nosuch")]
    [InlineData("photon-extras", "http://10.0.0.9/", "does not check signatures")]
    public async Task What_must_not_be_is_refused_before_anything_is_changed(string id, string url, string problem)
    {
        var host = await HostAsync();
        await host.RootAsync("sed -i 's/^gpgcheck=1/gpgcheck=0/' /etc/yum.repos.d/photon-extras.repo");
        var refused = await Assert.ThrowsAsync<HostConnectionException>(() => ChangeAsync(host, new RepositoryRequest([id]) { BaseUrl = url }));
        Assert.Equal(ConnectionFailure.UnsupportedOperation, refused.Failure);
        Assert.Contains(problem, refused.Message);
    }

    private static async Task<PackageRepository[]> LookAsync(ChangedHost host)
    {
        using var connection = host.Connect();
        var reading = await RepositoryReading.RunAsync(connection, Elevation.None, null, Token);
        return reading.Describe(host.Target, reading.Files);
    }

    private static async Task<PackageRepository[]> ChangeAsync(ChangedHost host, RepositoryRequest request)
    {
        var operation = new RepositoryOperation(request, TimeSpan.FromSeconds(60));
        using var connection = host.Connect();
        var plan = await operation.PlanAsync(host.Target, connection, Token);
        Assert.True(plan.HasChanges);
        return await operation.ApplyAsync(plan, connection, host.Connect, ChangeAuthor.Current("a test"), Token);
    }

    private Task<ChangedHost> HostAsync() => ChangedHost.StartAsync(lab, "photon3");
}
