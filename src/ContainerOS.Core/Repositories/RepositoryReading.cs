using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Targets;

namespace ContainerOS.Repositories;

/// <summary>The files of a host's repositories, as they are.</summary>
/// <param name="Files">Their contents by path.</param>
internal sealed record RepositoryReading(IReadOnlyDictionary<string, byte[]> Files)
{
    private static readonly Lazy<string> Text = new(() => OsIdentityScript.Text + RemoteScript.Embedded("read-repositories.sh"));

    private string Release { get; init; } = "";

    private string Architecture { get; init; } = "x86_64";

    private bool GpgCheck { get; init; }

    private ConnectionFacts Connection { get; init; } = new();

    /// <summary>Asks a host: one script, one round trip, nothing changed.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, has no such repositories, or a file cannot be read.</exception>
    public static async Task<RepositoryReading> RunAsync(IHostConnection connection, Elevation elevation, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var script = new RemoteScript("The look at the repositories", Text.Value) { Elevation = elevation, IsReadOnly = true, MaxOutputBytes = 8 << 20 };
        return Read(connection.Target, await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The repositories, with the files as they are, or as they would be.</summary>
    public PackageRepository[] Describe(HostTarget target, IReadOnlyDictionary<string, byte[]> files) => files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file =>
    {
        var content = RepoFile.Parse(file.Value);
        return content.Sections.Select(id =>
        {
            var url = FirstUrl(content, id);
            var keys = Said(content, id, "gpgkey");
            var expanded = url is null ? null : RepositoryAddress.Expand(url, Release, Architecture);
            return new PackageRepository(target, Connection, Latin1.ForPeople(id), file.Key)
            {
                Name = Said(content, id, "name"),
                BaseUrl = url,
                ExpandedUrl = expanded,
                Enabled = IsOn(content.Get(id, "enabled")) ?? true,
                GpgCheck = IsOn(content.Get(id, "gpgcheck")) ?? GpgCheck,
                GpgKey = keys,
                KeyPlaces = RepositoryAddress.Expand(keys ?? "", Release, Architecture).Replace(',', ' '),
                Era = RepositoryAddress.Era(expanded),
            };
        });
    }).ToArray();

    /// <summary>The first address of a repository; null where it has none.</summary>
    public static string? FirstUrl(RepoFile file, string id) => Said(file, id, "baseurl")?.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();

    private static RepositoryReading Read(HostTarget target, ScriptResult result)
    {
        var identity = OsIdentityScript.Read(result);
        if (Section(result, "repositories") is not { } count)
        {
            throw new HostConnectionException(ConnectionFailure.UnsupportedOperation, target, $"{OsProfiles.For(identity.Family).DisplayName} has no repositories of packages that are known here",
                "Photon OS and systems with rpm-ostree keep them in /etc/yum.repos.d.");
        }

        var files = new Dictionary<string, byte[]>();
        for (var i = 1; i <= (int.TryParse(count.OutputText, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0); i++)
        {
            if (Section(result, "name" + i) is not { } name || Section(result, "file" + i) is not { Status: 0 } file)
                throw new HostConnectionException(ConnectionFailure.UnsupportedOperation, target, "a file of its repositories cannot be read: " + Section(result, "file" + i)?.FirstError, "Log in as root.");
            files[HostText.Clean(name.OutputText)] = file.Output;
        }

        var main = RepoFile.Parse(Section(result, "tdnfconf")?.Output ?? []);
        return new RepositoryReading(files)
        {
            // Fedora's releases have one number, and its images more.
            Release = identity.Family == OsFamily.PhotonOS ? identity.Version ?? "" : (identity.Version ?? "").Split('.')[0],
            Architecture = Section(result, "machine")?.OutputText.Trim() is { Length: > 0 } machine ? HostText.Clean(machine) : "x86_64",
            GpgCheck = IsOn(main.Get("main", "gpgcheck")) ?? false,
            Connection = result.Connection,
        };
    }

    private static string? Said(RepoFile file, string id, string key) => file.Get(id, key) is { Length: > 0 } value ? Latin1.ForPeople(value) : null;

    private static bool? IsOn(string? value) => value?.ToLowerInvariant() switch { null or "" => null, "1" or "yes" or "true" or "on" => true, _ => false };

    private static ScriptSection? Section(ScriptResult result, string name) => result.Sections.TryGetValue(name, out var section) ? section : null;
}
