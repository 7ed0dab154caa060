using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>What ssh wrote to its own log file (-E), at LogLevel DEBUG1.</summary>
/// <remarks>
/// What a host says stands in it only behind fixed beginnings of a line, unlike on stderr. But ssh does not escape line ends in some of
/// it, so what follows such a line is not believed. Tried with OpenSSH 9.2; older versions word some lines differently, hence the alternatives.
/// </remarks>
internal sealed class OpenSshLog
{
    private const string Debug = "debug1: ";
    private const int SizeLimit = 4 << 20;
    private const int LineLimit = 4096; // ssh itself cuts its lines at 1024
    private readonly List<string> lines;

    public OpenSshLog(string text) =>
        lines = Credible(text.Split('\n').Select(line => line.Substring(0, Math.Min(line.Length, LineLimit)).TrimEnd('\r', ' ')).Where(line => line.Length > 0)).ToList();

    /// <summary>What ssh said at its ordinary log level.</summary>
    public IEnumerable<string> Messages => lines.Where(line => !line.StartsWith("debug", StringComparison.Ordinal));

    public bool IsEmpty => lines.Count == 0;

    /// <summary>ssh reaches the host through another host or program.</summary>
    public bool HasProxy => Any(Debug + "Executing proxy ");

    /// <summary>ssh started other programs, which may write to its log and last longer than it does.</summary>
    public bool HasOthers => HasProxy || lines.Any(line => line.StartsWith(Debug, StringComparison.Ordinal) && line.Contains("helper"));

    public bool IsConnected => Any(Debug + "Connection established") || Any(Debug + "Remote protocol version");

    /// <summary>The server showed an SSH version 2 banner.</summary>
    public bool IsSsh => Any(Debug + "Remote protocol version 2") || Any(Debug + "Remote protocol version 1.99");

    /// <summary>The first line that the server said in place of its version; null when it said none.</summary>
    public string? ForeignGreeting => IsSsh ? null : After(Debug + "kex_exchange_identification: banner line 0: ") ?? After(Debug + "ssh_exchange_identification: ");

    /// <summary>The server refused to serve one more client.</summary>
    public bool IsTurnedAway => FailureText.IsTurnedAway(ForeignGreeting);

    public bool IsAuthenticated => Any("Authenticated to ") || Any(Debug + "Authentication succeeded");

    /// <summary>The server would take a key that was offered.</summary>
    public bool HasAcceptedKey => Any(Debug + "Server accepts key: ");

    /// <summary>A key was tried whose public half is not known before it is opened.</summary>
    public bool HasTriedKeyUnseen => Any(Debug + "Trying private key: ");

    /// <summary>The server took one method and wants another one as well.</summary>
    public bool HasPartialSuccess => Find("^Authenticated using \".*\" with partial success") is not null;

    /// <summary>The server said how the command ended, so the connection lasted to the end.</summary>
    public bool HasExitStatus => lines.Any(line => line.StartsWith(Debug + "client_input_channel_req:", StringComparison.Ordinal)
        && (line.Contains("rtype exit-status") || line.Contains("rtype exit-signal")));

    /// <summary>Reads a log file that ssh may still be writing.</summary>
    public static OpenSshLog Read(string path)
    {
        if (!File.Exists(path))
            return new OpenSshLog("");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Min(file.Length, SizeLimit)];
        var count = 0;
        while (count < bytes.Length && file.Read(bytes, count, bytes.Length - count) is > 0 and var read)
            count += read;
        return new OpenSshLog(Encoding.UTF8.GetString(bytes, 0, count));
    }

    /// <summary>The first message that matches.</summary>
    public Match? Find(string pattern) => Messages
        .Select(line => Regex.Match(line, pattern, RegexOptions.CultureInvariant)).FirstOrDefault(match => match.Success);

    /// <summary>What the log tells about the host.</summary>
    public ConnectionFacts Facts()
    {
        var authenticated = Find(@"^Authenticated to \S+ \(\[([^\]]+)\]:([0-9]{1,5})\)");
        var key = After(Debug + "Server host key: ")?.Split(' ').Select(HostText.Clean).ToArray();
        return new ConnectionFacts
        {
            UserName = After(Debug + "Authenticating to ") is string user && Regex.Match(user, " as '(.*)'$") is { Success: true } name ? HostText.Clean(name.Groups[1].Value) : null,
            IPAddress = authenticated is null ? null : HostText.Clean(authenticated.Groups[1].Value),
            Port = authenticated is not null && int.Parse(authenticated.Groups[2].Value, CultureInfo.InvariantCulture) is >= 1 and <= 65535 and var port ? port : null,
            ServerVersion = After(Debug + "Remote protocol version ") is string version && version.IndexOf("software version ", StringComparison.Ordinal) is >= 0 and var at
                ? HostText.Clean(version.Substring(at + "software version ".Length)) : null,
            HostKeyAlgorithm = key?[0],
            HostKeyFingerprint = key is { Length: > 1 } ? key[1] : null,
            AuthenticationMethods = After(Debug + "Authentications that can continue: ")?.Split(',').Select(HostText.Clean).ToList() ?? [],
            Warnings = Messages.Where(line => line.StartsWith("Failed to add the host to the list of known hosts", StringComparison.Ordinal))
                .Select(line => "The host key was accepted but could not be stored: " + HostText.Clean(line)).ToList(),
        };
    }

    // The last words of a server, and what it says before its key has been checked, may hold forged lines.
    private static IEnumerable<string> Credible(IEnumerable<string> lines)
    {
        var hostKeyChecked = false;
        foreach (var line in lines)
        {
            if (!hostKeyChecked && line.StartsWith(Debug + "Remote: ", StringComparison.Ordinal))
                yield break;
            yield return line;
            if (line.StartsWith("Received disconnect from ", StringComparison.Ordinal) || line.StartsWith("Unable to negotiate with ", StringComparison.Ordinal))
                yield break;
            hostKeyChecked |= line.StartsWith(Debug + "SSH2_MSG_NEWKEYS ", StringComparison.Ordinal);
        }
    }

    private bool Any(string prefix) => lines.Any(line => line.StartsWith(prefix, StringComparison.Ordinal));

    private string? After(string prefix) =>
        lines.FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal))?.Substring(prefix.Length);
}
