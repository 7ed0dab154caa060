using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ContainerOS.Repositories;

/// <summary>What is to become of repositories. Signatures and keys are no part of it.</summary>
/// <param name="Ids">Their names; * and ? stand for any characters and for one.</param>
internal sealed record RepositoryRequest(IReadOnlyList<string> Ids)
{
    /// <summary>The address that they get; null to leave it.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Whether packages are taken from them; null to leave it.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Addresses that are dead become those that live.</summary>
    public bool Repair { get; init; }

    /// <summary>Whether a repository is meant.</summary>
    public bool Includes(string id) => Ids.Any(name => Matches(name, id));

    /// <summary>Whether a name or pattern fits.</summary>
    public static bool Matches(string pattern, string id) =>
        Regex.IsMatch(id, "^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether a name stands for itself.</summary>
    public static bool IsPlain(string name) => name.IndexOfAny(['*', '?']) < 0;
}
