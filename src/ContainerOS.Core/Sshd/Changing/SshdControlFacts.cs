using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ContainerOS.Scripts;

namespace ContainerOS.Sshd.Changing;

/// <summary>What sshd-control.sh told.</summary>
internal sealed class SshdControlFacts
{
    private SshdControlFacts(ScriptResult result)
    {
        var server = Read(result, "server");
        var account = Read(result, "account");
        Operator = Read(result, "operator").TryGetValue("operator", out var name) && name.Length > 0 ? name : result.Connection.UserName;
        Server = SshdServer.Of(server);
        Password = account.TryGetValue("password", out var state) ? state switch { "none" => PasswordState.None, "locked" => PasswordState.Locked, "set" => PasswordState.Set, _ => null } : null;
        IsPasswordExpired = Days(account, "changed") is { } changed && Days(account, "today") is { } now ? changed == 0 || (Days(account, "max") is { } most && changed + most < now) : null;
        IsAccountExpired = Days(account, "expires") is { } end && Days(account, "today") is { } today && end <= today;
        Shell = account.TryGetValue("shell", out var shell) ? HostText.Clean(shell) : null;
    }

    /// <summary>What root's password is good for.</summary>
    internal enum PasswordState
    {
        /// <summary>There is none: an empty one would do.</summary>
        None,

        /// <summary>No password fits.</summary>
        Locked,

        /// <summary>There is one.</summary>
        Set,
    }

    /// <summary>The account that logged in; null when nobody told.</summary>
    public string? Operator { get; }

    /// <summary>The sshd that answered; null when it was not found.</summary>
    public SshdServer? Server { get; }

    /// <summary>The account's password; null when the host did not tell.</summary>
    public PasswordState? Password { get; }

    /// <summary>Whether the password must be changed first, which keeps keys out as well; null when the host did not tell.</summary>
    public bool? IsPasswordExpired { get; }

    /// <summary>Whether the account is no longer valid.</summary>
    public bool IsAccountExpired { get; }

    /// <summary>The account's shell; null when the host did not tell.</summary>
    public string? Shell { get; }

    /// <summary>Whether that shell lets anybody do anything.</summary>
    public bool HasNoShell => Shell is not null && (Shell.EndsWith("/nologin", StringComparison.Ordinal) || Shell.EndsWith("/false", StringComparison.Ordinal));

    public static SshdControlFacts Read(ScriptResult result) => new(result);

    private static Dictionary<string, string> Read(ScriptResult result, string section) => result.Sections.TryGetValue(section, out var found) && found.IsComplete
        ? found.Lines().Where(line => line.IndexOf('=') > 0).GroupBy(line => line.Substring(0, line.IndexOf('='))).ToDictionary(line => line.Key, line => line.First().Substring(line.Key.Length + 1)) : [];

    private static long? Days(Dictionary<string, string> account, string name) =>
        account.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;
}
