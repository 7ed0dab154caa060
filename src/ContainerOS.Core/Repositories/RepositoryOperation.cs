using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Targets;

namespace ContainerOS.Repositories;

/// <summary>Changes the repositories of hosts.</summary>
/// <param name="request">What is to become of which.</param>
/// <param name="timeout">How long each request may take; null means no limit.</param>
internal sealed class RepositoryOperation(RepositoryRequest request, TimeSpan? timeout)
{
    /// <summary>Reads a host and plans.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, does not let us be root, has no such repository, or would take unsigned packages in the clear.</exception>
    public async Task<RepositoryPlan> PlanAsync(HostTarget target, IHostConnection connection, CancellationToken cancellationToken) =>
        Plan(target, await RepositoryReading.RunAsync(connection, Elevation.Required, timeout, cancellationToken).ConfigureAwait(false));

    /// <summary>Does it, and looks again.</summary>
    /// <exception cref="HostConnectionException">The change did not come about; the message says in which state the host is.</exception>
    public async Task<PackageRepository[]> ApplyAsync(RepositoryPlan plan, IHostConnection connection, Func<IHostConnection> connect, ChangeAuthor author, CancellationToken cancellationToken)
    {
        await new ChangeRun(plan.Target, plan.Change, connect) { Timeout = timeout, Author = author }.RunAsync(connection, cancellationToken).ConfigureAwait(false);
        var reading = await RepositoryReading.RunAsync(connection, Elevation.Required, timeout, cancellationToken).ConfigureAwait(false);
        return Chosen(reading.Describe(plan.Target, reading.Files));
    }

    private RepositoryPlan Plan(HostTarget target, RepositoryReading reading)
    {
        var before = Chosen(reading.Describe(target, reading.Files));
        foreach (var name in request.Ids.Where(RepositoryRequest.IsPlain).Where(name => !before.Any(repository => RepositoryRequest.Matches(name, repository.Id))))
            throw new HostConnectionException(ConnectionFailure.UnsupportedOperation, target, $"nothing was changed: it has no repository {HostText.Clean(name)}", "Get-ContainerOsRepository shows those that it has.");
        if (request.BaseUrl?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true && before.FirstOrDefault(repository => !repository.GpgCheck) is { } unsigned)
        {
            throw new HostConnectionException(ConnectionFailure.UnsupportedOperation, target, $"nothing was changed: {unsigned.Id} does not check signatures (gpgcheck), so that anybody on the way could put packages into an http:// address",
                "Give an https:// address, or have signatures checked first.");
        }

        var files = reading.Files.ToDictionary(file => file.Key, file => file.Value);
        var steps = new List<ChangeStep>();
        var summary = new List<string>();
        var warnings = new List<string>();
        foreach (var path in reading.Files.Keys.OrderBy(path => path, StringComparer.Ordinal))
        {
            var file = RepoFile.Parse(reading.Files[path]);
            foreach (var id in file.Sections.Where(id => request.Includes(Latin1.ForPeople(id))).ToList())
                Change(file, id, summary, warnings);
            files[path] = file.ToBytes();
            if (!files[path].SequenceEqual(reading.Files[path]))
                steps.Add(new FileStep(path, reading.Files[path], files[path]));
        }

        return new RepositoryPlan(target, new ChangePlan
        {
            Title = HostText.Clean("Set-ContainerOsRepository " + string.Join(",", request.Ids)),
            Steps = steps,
            Summary = steps.Count == 0 ? ["the repositories are as wanted"] : summary,
        }, Chosen(reading.Describe(target, files)))
        {
            Warnings = warnings,
        };
    }

    private void Change(RepoFile file, string id, List<string> summary, List<string> warnings)
    {
        var now = RepositoryReading.FirstUrl(file, id);
        var name = Latin1.ForPeople(id);
        var url = request.BaseUrl ?? (request.Repair && now is not null ? RepositoryAddress.Repaired(now) : null);
        if (url is not null && file.Get(id, "baseurl") != url)
        {
            file.Set(id, "baseurl", url);
            summary.Add($"{name}: {now ?? "without an address"} -> {url}");
        }
        else if (request.Repair && url is null && RepositoryAddress.Era(now) is RepositoryEra.BintrayDead or RepositoryEra.VmwareGone)
        {
            warnings.Add($"{name}: no living address is known for {now}. Set-ContainerOsRepository -BaseUrl sets one");
        }

        var value = request.Enabled == true ? "1" : "0";
        if (request.Enabled is not null && file.Get(id, "enabled") != value && !(request.Enabled == true && file.Get(id, "enabled") is null))
        {
            file.Set(id, "enabled", value);
            summary.Add(name + (request.Enabled == true ? ": on" : ": off"));
        }
    }

    private PackageRepository[] Chosen(IEnumerable<PackageRepository> repositories) => repositories.Where(repository => request.Includes(repository.Id)).ToArray();
}
