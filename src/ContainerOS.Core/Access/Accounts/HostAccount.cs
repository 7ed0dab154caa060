using System;

namespace ContainerOS.Access.Accounts;

/// <summary>An account of a host.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its number.</param>
/// <param name="Gid">The number of its own group.</param>
internal sealed record HostAccount(string Name, uint Uid, uint Gid)
{
    /// <summary>Its home, without a slash at the end; empty for the root of the file system.</summary>
    public string Home { get; init; } = "";

    /// <summary>Its shell.</summary>
    public string Shell { get; init; } = "";

    /// <summary>What its password is good for; null when that is not known.</summary>
    public PasswordUse? Password { get; init; }

    /// <summary>Whether the password must be changed at the next login; null when that is not known.</summary>
    public bool? IsPasswordExpired { get; init; }

    /// <summary>Whether it is no longer valid; null when that is not known.</summary>
    public bool? IsExpired { get; init; }

    /// <summary>Whether its shell is no program.</summary>
    public bool IsShellMissing { get; init; }

    /// <summary>Whether its shell lets anybody do anything.</summary>
    public bool HasNoShell => IsShellMissing || Shell.EndsWith("/nologin", StringComparison.Ordinal) || Shell.EndsWith("/false", StringComparison.Ordinal);
}
