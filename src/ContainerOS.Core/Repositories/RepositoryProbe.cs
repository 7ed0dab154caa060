using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Repositories;

/// <summary>Has a host ask its repositories; nothing is changed.</summary>
/// <param name="ids">Which: by name, or by pattern those that are on.</param>
/// <param name="limit">How long each request to a repository may take.</param>
internal sealed class RepositoryProbe(IReadOnlyList<string> ids, TimeSpan limit)
{
    private static readonly Lazy<string> Text = new(() => RemoteScript.Embedded("test-repositories.sh"));

    /// <summary>Asks.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, or has no such repositories.</exception>
    public async Task<RepositoryTest[]> RunAsync(IHostConnection connection, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var reading = await RepositoryReading.RunAsync(connection, Elevation.None, timeout, cancellationToken).ConfigureAwait(false);
        var repositories = reading.Describe(connection.Target, reading.Files)
            .Where(repository => ids.Any(id => RepositoryRequest.Matches(id, repository.Id) && (repository.Enabled || RepositoryRequest.IsPlain(id)))).ToList();
        if (ids.Where(RepositoryRequest.IsPlain).FirstOrDefault(id => !repositories.Any(repository => RepositoryRequest.Matches(id, repository.Id))) is { } missing)
            throw new HostConnectionException(ConnectionFailure.UnsupportedOperation, connection.Target, $"it has no repository {HostText.Clean(missing)}", "Get-ContainerOsRepository shows those that it has.");
        var seconds = Math.Max(1, (int)Math.Ceiling(limit.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var words = repositories.SelectMany(repository => new[] { (repository.ExpandedUrl ?? "").TrimEnd('/'), repository.GpgCheck ? repository.KeyPlaces : "-" });
        var script = new RemoteScript("The test of the repositories", Text.Value, [seconds, .. words]) { IsReadOnly = true, MaxOutputBytes = 64 << 20 };
        var result = await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
        return repositories.Select((repository, at) => Read(connection.Target, result, repository, at + 1)).ToArray();
    }

    /// <summary>Reads what the script says of one repository.</summary>
    public static RepositoryTest Read(HostTarget target, ScriptResult result, PackageRepository repository, int number)
    {
        var said = (result.Sections.TryGetValue("repository" + number, out var section) ? section.OutputText : "").TrimEnd();
        var end = Regex.Match(said, "(?:\\nrepo-status ([0-9]{3}))?\\nrepo-exit ([0-9]{1,3})$", RegexOptions.CultureInvariant);
        var answer = end.Success ? said.Substring(0, end.Index) : said;
        var status = Number(end) is > 0 and var code ? code : Number(Regex.Match(answer, "(?:ERROR |HTTP/1\\.[01] )([45][0-9]{2})", RegexOptions.CultureInvariant)) is > 0 and var told && end.Groups[2].Value != "0" ? told : (long?)null;
        var reason = repository.ExpandedUrl is null ? "it has no address"
            : status >= 400 ? $"the server answered with status {status}"
            : !end.Success ? "what is there is too large for a list of packages"
            : end.Groups[2].Value != "0" ? HostText.Clean(HostText.FirstLine(answer)) is { Length: > 0 } words ? words : $"the request ended with {end.Groups[2].Value}"
            : answer.Contains("<repomd") ? null : "what is there is no list of packages";
        var made = reason is null ? Made(answer) : null;
        var (key, detail) = reason is not null ? (RepositoryKey.Unknown, null) : repository.GpgCheck ? new RepositoryKeyCheck(result, number).Judge() : (RepositoryKey.NotChecked, "gpgcheck is off");
        return new RepositoryTest(target, result.Connection, repository.Id)
        {
            Url = repository.ExpandedUrl,
            Reachable = reason is null,
            HttpStatus = (int?)status,
            Reason = reason,
            MetadataTime = made,
            MetadataAge = DateTimeOffset.UtcNow - made,
            BytesPerSecond = reason is null && result.Sections.TryGetValue("speed" + number, out var speed) ? Speed(speed.OutputText) : null,
            Key = key,
            KeyDetail = detail,
        };
    }

    // The newest of its parts; its revision, which may be anything, where they do not say.
    private static DateTimeOffset? Made(string text)
    {
        var times = Regex.Matches(text, "<timestamp>([0-9]{9,10})(?:\\.[0-9]+)?</timestamp>", RegexOptions.CultureInvariant).Cast<Match>().Select(Number).ToList();
        if (times.Count == 0 && Regex.Match(text, "<revision>([0-9]{9,10})</revision>", RegexOptions.CultureInvariant) is { Success: true } revision)
            times.Add(Number(revision));
        return times.Count == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(times.Max());
    }

    private static long? Speed(string text) => text.Trim().Split(' ') is { Length: 2 } words && double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var bytes)
        && double.TryParse(words[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && bytes > 0 && seconds > 0 && bytes / seconds < 1e15 ? (long)(bytes / seconds) : null;

    private static long Number(Match match) => match.Groups[1].Success ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
}
