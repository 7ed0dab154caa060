using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ContainerOS.Scripts;

namespace ContainerOS.Repositories;

/// <summary>Compares the key that a signature names with those that the host has, by their ids.</summary>
/// <param name="result">The answer of test-repositories.sh.</param>
/// <param name="number">Which repository.</param>
internal sealed class RepositoryKeyCheck(ScriptResult result, int number)
{
    private ScriptSection? Keys => Section("keys" + number);

    /// <summary>The verdict and the facts that it stands on.</summary>
    public (RepositoryKey Key, string? Detail) Judge()
    {
        var missing = Places("missing");
        if (Signers() is not { } signers)
            return missing.Count > 0 ? (RepositoryKey.Missing, string.Join(", ", missing) + " is not there") : (RepositoryKey.Unknown, "no signature could be looked at");
        if (signers.Count == 0)
            return (RepositoryKey.Unsigned, "the package that was looked at has no signature");
        var signed = "signed with key " + string.Join(" and ", signers);
        var held = OpenPgpKeyIds.OfKeys(Keys?.Output ?? []);
        if (signers.Any(held.Contains))
            return (RepositoryKey.Right, signed);
        if (signers.Any(IsImported))
            return (RepositoryKey.Right, signed + ", which rpm trusts already" + (missing.Count > 0 ? $"; {string.Join(", ", missing)} is not there" : ""));
        if (held.Count > 0)
            return (RepositoryKey.Wrong, $"{signed}; gpgkey holds {string.Join(", ", held)}");
        if (missing.Count > 0)
            return (RepositoryKey.Missing, $"{signed}; {string.Join(", ", missing)} is not there");
        var unread = Places("unreadable");
        if (unread.Count > 0)
            return (RepositoryKey.Unknown, $"{signed}; {string.Join(", ", unread)} cannot be read");
        return Keys is { Output.Length: > 0 } ? (RepositoryKey.Wrong, signed + "; gpgkey holds no key that can be read") : (RepositoryKey.Missing, signed + "; no gpgkey is named");
    }

    // rpm names imported keys by the last eight digits of their ids, newer ones by the whole fingerprint.
    private bool IsImported(string id) => (Section("imported")?.Lines() ?? []).Any(line => Regex.IsMatch(line, "^[0-9a-fA-F]{8,64}\\z", RegexOptions.CultureInvariant)
        && (id.EndsWith(line, StringComparison.OrdinalIgnoreCase) || line.EndsWith(id, StringComparison.OrdinalIgnoreCase)));

    private IReadOnlyList<string>? Signers() => Section("package" + number) is { } package ? RpmFile.Signers(package.Output)
        : Section("signature" + number) is { } list && OpenPgpKeyIds.OfSignatures(list.Output) is { Count: > 0 } found ? found : null;

    private List<string> Places(string word) => HostText.Decode(Keys?.Error ?? []).Split('\n').Where(line => line.StartsWith(word + " ", StringComparison.Ordinal)).Select(line => HostText.Clean(line.Substring(word.Length + 1))).ToList();

    private ScriptSection? Section(string name) => result.Sections.TryGetValue(name, out var section) ? section : null;
}
