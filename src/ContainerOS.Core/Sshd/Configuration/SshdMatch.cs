using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ContainerOS.Sshd.Configuration;

/// <summary>The line that begins a Match block.</summary>
internal sealed class SshdMatch
{
    private readonly List<(string Attribute, string Argument)> criteria = [];

    private SshdMatch(string file, SshdLine line)
    {
        File = file;
        Line = line.Number;
        Text = "Match " + Latin1.ForPeople(line.Rest.TrimEnd());
        Problem = Read(line.Rest);
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The line.</summary>
    public int Line { get; }

    /// <summary>The line as people read it.</summary>
    public string Text { get; }

    /// <summary>Why sshd refuses it; null when it does not.</summary>
    public string? Problem { get; private set; }

    /// <summary><c>Match all</c>: it decides for everybody, and as if it were no Match too.</summary>
    public bool IsAll { get; private set; }

    public static SshdMatch Of(string file, SshdLine line) => new(file, line);

    /// <summary>Whether a login meets all criteria.</summary>
    /// <param name="spec">The login.</param>
    /// <param name="reason">Why the answer is null.</param>
    /// <returns>Null when it cannot be told.</returns>
    public bool? IsMet(SshdConnectionSpec spec, out string? reason)
    {
        reason = null;
        if (IsAll)
            return true;
        bool? met = true;
        foreach (var (attribute, argument) in criteria)
        {
            var one = IsMet(spec, attribute, argument, out var unknown);
            if (one == false)
                return false; // whatever the others are
            if (one is null)
            {
                met = null;
                reason ??= $"{File} line {Line}: {unknown}";
            }
        }

        return met;
    }

    private static bool? IsMet(SshdConnectionSpec spec, string attribute, string argument, out string? unknown)
    {
        unknown = null;
        switch (attribute)
        {
            case "user":
                return SshdPattern.MatchList(spec.User, argument) == 1;
            case "group" when spec.Groups is { } groups:
                var verdicts = groups.Select(group => SshdPattern.MatchList(group, argument)).ToList();
                return verdicts.Contains(1) && !verdicts.Contains(-1);
            case "host" when spec.Host is { } host:
                return SshdPattern.MatchList(host.ToLowerInvariant(), argument.ToLowerInvariant()) == 1;
            case "address" when spec.Address is { } address:
                return SshdPattern.MatchAddress(address, argument);
            case "localaddress" when spec.LocalAddress is { } local:
                return SshdPattern.MatchAddress(local, argument);
            case "localport" when spec.LocalPort is { } port:
                return argument == port.ToString(CultureInfo.InvariantCulture);
            case "rdomain":
                return false; // no login of ours comes through a routing domain
        }

        unknown = attribute is "group" or "host" or "address" or "localaddress" or "localport" ? $"Match {attribute} asks for what is not known" : $"Match {Latin1.ForPeople(attribute)} can be told by sshd only";
        return null;
    }

    private string? Read(string text)
    {
        var at = 0;
        while (SshdTokens.Delimited(text, ref at) is { Length: > 0 } attribute && attribute[0] != '#')
        {
            attribute = attribute.ToLowerInvariant();
            if (attribute == "all")
            {
                var more = SshdTokens.Delimited(text, ref at);
                if (criteria.Count > 0 || (!string.IsNullOrEmpty(more) && more![0] != '#'))
                    return "has 'all' together with others";
                IsAll = true;
                return null;
            }

            if (attribute == "invalid-user")
            {
                criteria.Add((attribute, ""));
                continue;
            }

            var argument = SshdTokens.Delimited(text, ref at);
            if (string.IsNullOrEmpty(argument) || argument![0] == '#')
                return $"has nothing for '{Latin1.ForPeople(attribute)}'";
            if (attribute is not ("user" or "group" or "host" or "address" or "localaddress" or "localport" or "rdomain" or "version" or "sessiontype" or "command"))
                return $"has a criterion that OpenSSH does not know: '{Latin1.ForPeople(attribute)}'";
            if (attribute is "address" or "localaddress" && !SshdPattern.IsAddressList(argument))
                return $"has no list of addresses: '{Latin1.ForPeople(argument)}'";
            criteria.Add((attribute, argument));
        }

        return criteria.Count == 0 ? "has no criteria" : null;
    }
}
