using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ContainerOS.Connections.OpenSsh;

/// <summary>Why keys were of no use for a login, by ssh's log.</summary>
internal static class OpenSshKeyTrouble
{
    private static readonly string[] Beginnings = ["Load key ", "sign_and_send_pubkey", "Warning: Identity file", "no such identity"];

    /// <summary>The reasons; empty when the log has none.</summary>
    public static IEnumerable<string> Find(OpenSshLog log, ConnectionSettings settings)
    {
        var tooOpen = log.Messages.Select(line => Regex.Match(line, "^Permissions (0[0-7]+) for '(.*)' are too open", RegexOptions.CultureInvariant)).Where(match => match.Success).ToList();
        if (tooOpen.Count > 0)
            return tooOpen.Select(match => KeyFileTrouble.OpenToOthers(match.Groups[2].Value, match.Groups[1].Value));
        var said = log.Messages.Where(line => Beginnings.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal))).Select(line => line.Trim()).ToList();
        if (said.Count == 0 && settings.KeyFilePath is { } path)
        {
            // ssh passes over a key in silence when it does not open.
            if (log.HasAcceptedKey && !log.HasPartialSuccess && KeyFileTrouble.IsEncrypted(path) == false)
                said.Add(KeyFileTrouble.OfNoUse(path));
            else if (log.HasAcceptedKey && !log.HasPartialSuccess)
                said.Add(KeyFileTrouble.Locked(path, settings.KeyPassphrase));
            else if (log.HasTriedKeyUnseen)
                said.Add(KeyFileTrouble.Locked(path, settings.KeyPassphrase) + ", or the server does not accept it");
        }

        if (log.HasPartialSuccess)
            said.Add(LoginFailure.OneIsNotEnough);
        return said;
    }
}
