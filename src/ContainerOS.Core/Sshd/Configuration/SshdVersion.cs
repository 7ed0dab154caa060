using System;

namespace ContainerOS.Sshd.Configuration;

/// <summary>A version of OpenSSH.</summary>
internal sealed record SshdVersion(int Major, int Minor) : IComparable<SshdVersion>
{
    private static readonly SshdVersion FirstWithInclude = new(8, 2);

    /// <summary>False where Include is no keyword.</summary>
    public bool KnowsInclude => this >= FirstWithInclude;

    /// <summary>Reads the version that a server announces or a program prints, such as <c>OpenSSH_9.2p1 Debian-2</c>.</summary>
    /// <returns>Null when it is none of OpenSSH.</returns>
    public static SshdVersion? Parse(string? text) => LeadingVersion.OfOpenSsh(text) is { } version ? new SshdVersion(version.Major, version.Minor) : null;

    public static bool operator >=(SshdVersion left, SshdVersion right) => left.CompareTo(right) >= 0;

    public static bool operator <=(SshdVersion left, SshdVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >(SshdVersion left, SshdVersion right) => left.CompareTo(right) > 0;

    public static bool operator <(SshdVersion left, SshdVersion right) => left.CompareTo(right) < 0;

    public int CompareTo(SshdVersion other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    public override string ToString() => FormattableString.Invariant($"OpenSSH {Major}.{Minor}");
}
