using System.Collections.Generic;
using System.Globalization;

namespace ContainerOS.Sshd.Configuration;

/// <summary>The login that an evaluation is for: what Match asks about it.</summary>
/// <param name="User">The account.</param>
internal sealed record SshdConnectionSpec(string User)
{
    /// <summary>The names of the account's groups; null when they are not known.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>The client's IP address; null when it is not known.</summary>
    public string? Address { get; init; }

    /// <summary>The client's host name, its address where sshd does not look names up; null when it is not known.</summary>
    public string? Host { get; init; }

    /// <summary>The server's IP address; null when it is not known.</summary>
    public string? LocalAddress { get; init; }

    /// <summary>The server's port; null when it is not known.</summary>
    public int? LocalPort { get; init; }

    /// <summary>The login of an account over the connection that a script runs in.</summary>
    /// <param name="user">The account.</param>
    /// <param name="connection">SSH_CONNECTION there; null when it is not known.</param>
    public static SshdConnectionSpec ForConnection(string user, string? connection)
    {
        var words = connection?.Trim().Split(' ') ?? [];
        return words.Length != 4 ? new SshdConnectionSpec(user) : new SshdConnectionSpec(user)
        {
            Address = words[0],
            LocalAddress = words[2],
            LocalPort = int.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null,
        };
    }
}
