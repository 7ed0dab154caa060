using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Packages;

/// <summary>Asks a host which packages it has: one script, one round trip, nothing changed.</summary>
/// <param name="names">Names of packages; * and ? stand for any characters and for one.</param>
/// <param name="available">Ask what enabled repositories have, too.</param>
internal sealed class PackageQuery(IReadOnlyList<string> names, bool available)
{
    private static readonly Lazy<string> Text = new(() => OsIdentityScript.Text + RemoteScript.Embedded("tdnf-lock.sh") + RemoteScript.Embedded("list-packages.sh"));

    /// <summary>Asks a host.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, or has no package manager that is known here.</exception>
    public async Task<HostPackage[]> RunAsync(IHostConnection connection, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        // Only root can bring tdnf's own copy of the repositories' lists up to date.
        var script = new RemoteScript("The list of packages", Text.Value, available ? "available" : "installed") { Elevation = available ? Elevation.IfPossible : Elevation.None, IsReadOnly = true };
        return Read(connection.Target, await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads the answer.</summary>
    public HostPackage[] Read(HostTarget target, ScriptResult result)
    {
        var os = OsProfiles.For(OsIdentityScript.Read(result).Family);
        var section = Section(result, "rpms") ?? Section(result, "installed");
        if (section is null)
        {
            throw new HostConnectionException(ConnectionFailure.UnsupportedOperation, target, $"{os.DisplayName} has no package manager that is known here",
                "Invoke-ContainerOsCommand asks this system in its own way.");
        }

        var installed = (section.Name == "rpms" ? section.Lines().Select(Rpm) : section.Lines().Select(Tdnf)).OfType<Row>().ToLookup(row => row.Name);
        // rpm may complain of its database and end with 0; a host whose packages are managed has some.
        if (section.Status != 0 || (installed.Count == 0 && section.FirstError.Length > 0))
        {
            var said = section.FirstError.Length > 0 ? PackageTrouble.Words(section.FirstError) : $"{(section.Name == "rpms" ? "rpm" : "tdnf")} ended with {section.Status?.ToString(CultureInfo.InvariantCulture) ?? "no answer"}";
            throw new HostConnectionException(ConnectionFailure.PackageListUnreadable, target, "the list of packages cannot be read: " + said, PackageTrouble.Remedy(said) ?? "Invoke-ContainerOsCommand shows more of what the host says.");
        }

        var offered = Section(result, "available") is { Status: 0 } list ? list.Lines().Select(Tdnf).OfType<Row>().ToLookup(row => row.Name) : null;
        var why = !available || offered is not null ? null : Section(result, "available") is { } failed ? HostText.Clean(failed.FirstError) : $"{os.DisplayName} does not tell what its repositories have";
        var known = installed.Select(group => group.Key).Concat(offered?.Select(group => group.Key) ?? []).Distinct().ToList();
        return names.SelectMany(name => IsPattern(name) ? Matching(name, known) : [name]).Distinct().Select(name => new HostPackage(target, result.Connection, name)
        {
            Installed = installed.Contains(name),
            Version = Newest(installed[name])?.Version,
            Architecture = (Newest(installed[name]) ?? Newest(offered?[name] ?? []))?.Architecture,
            AvailableVersion = Newest(offered?[name] ?? [])?.Version,
            Repository = Newest(offered?[name] ?? [])?.Repository,
            Detail = why,
        }).ToArray();
    }

    /// <summary>Whether a text may be asked for.</summary>
    public static bool IsName(string text) => Regex.IsMatch(text, "^[A-Za-z0-9*?][A-Za-z0-9._+*?-]{0,127}\\z", RegexOptions.CultureInvariant);

    private static bool IsPattern(string name) => name.IndexOfAny(['*', '?']) >= 0;

    private static IEnumerable<string> Matching(string pattern, IEnumerable<string> known)
    {
        var regex = new Regex("^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        return known.Where(name => regex.IsMatch(name)).OrderBy(name => name, StringComparer.Ordinal);
    }

    private static Row? Newest(IEnumerable<Row> rows) => rows.Aggregate((Row?)null, (best, row) => best is null || RpmVersion.Compare(row.Version, best.Version) > 0 ? row : best);

    private static ScriptSection? Section(ScriptResult result, string name) => result.Sections.TryGetValue(name, out var section) ? section : null;

    // name, architecture, version
    private static Row? Rpm(string line) => line.Split(' ') is { Length: 3 } words && PackagePlan.IsName(words[0]) ? new Row(words[0], HostText.Clean(words[1]), HostText.Clean(words[2]), null) : null;

    // name.architecture, version, repository
    private static Row? Tdnf(string line)
    {
        var words = line.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        var dot = words.Length == 3 ? words[0].LastIndexOf('.') : -1;
        return dot > 0 && PackagePlan.IsName(words[0].Substring(0, dot)) ? new Row(words[0].Substring(0, dot), HostText.Clean(words[0].Substring(dot + 1)), HostText.Clean(words[1]), HostText.Clean(words[2])) : null;
    }

    private sealed record Row(string Name, string Architecture, string Version, string? Repository);
}
