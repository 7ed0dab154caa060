using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Connections;
using ContainerOS.OperatingSystems;
using ContainerOS.Scripts;

namespace ContainerOS.Packages;

/// <summary>What a host tells of packages that are to be installed.</summary>
/// <param name="Os">The system.</param>
/// <param name="Plan">What its package manager would do.</param>
/// <param name="Installed">The versions of those that are there, by name.</param>
internal sealed record PackageReading(OsProfile Os, PackagePlan Plan, IReadOnlyDictionary<string, string> Installed)
{
    private static readonly Lazy<string> Text = new(() => OsIdentityScript.Text + RemoteScript.Embedded("tdnf-lock.sh") + RemoteScript.Embedded("installed-packages.sh") + RemoteScript.Embedded("tdnf-plan.sh") + RemoteScript.Embedded("layered-packages.sh"));

    /// <summary>Asks a host.</summary>
    /// <exception cref="HostConnectionException">The host was not reached, or does not let us be root.</exception>
    public static async Task<PackageReading> RunAsync(IHostConnection connection, IReadOnlyList<string> names, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var script = new RemoteScript("The plan of the package manager", "cos_packages=$1\n" + Text.Value, string.Join(" ", names)) { Elevation = Elevation.Required, IsReadOnly = true };
        var result = await connection.RunAsync(script, timeout, cancellationToken).ConfigureAwait(false);
        var lines = result.Sections.TryGetValue("installed", out var section) ? section.Lines() : [];
        return new PackageReading(OsProfiles.For(OsIdentityScript.Read(result).Family), PackagePlan.Read(result), Versions(lines, names));
    }

    // name.arch, version, repository
    private static Dictionary<string, string> Versions(IEnumerable<string> lines, IReadOnlyList<string> names) => lines.Select(line => line.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words.Length >= 2 && words[0].IndexOf('.') > 0).Select(words => (Name: words[0].Substring(0, words[0].LastIndexOf('.')), Version: HostText.Clean(words[1])))
        .Where(package => names.Contains(package.Name)).GroupBy(package => package.Name).ToDictionary(package => package.Key, package => package.Last().Version);
}
