using System;
using System.IO;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using ContainerOS.Connections.HostKeys;

namespace ContainerOS.Connections;

/// <summary>Trouble with a private key file, told alike by every kind of connection.</summary>
internal static class KeyFileTrouble
{
    /// <summary>Others can get at the file, so no connection uses it; null when it is private, or when the system cannot tell.</summary>
    public static string? IfOpenToOthers(string path) => FileIdentity.ModeForOthers(path) is uint mode ? OpenToOthers(path, Convert.ToString(mode, 8)) : null;

    /// <summary>The same by what ssh says.</summary>
    /// <param name="path">The key file.</param>
    /// <param name="mode">Its mode in octal digits.</param>
    public static string OpenToOthers(string path, string mode) =>
        $"the key {path} is not used, because others can get at it (mode {mode.TrimStart('0').PadLeft(4, '0')}): 'chmod 600 {path}' mends that";

    /// <summary>The server would take the key, and yet lets the account not in.</summary>
    public static string OfNoUse(string path) => $"the server knows the key {path} and lets the account not in all the same: PermitRootLogin, AllowUsers, AllowGroups or PAM keep it out";

    /// <summary>Whether a key file is encrypted; null when the file does not tell.</summary>
    public static bool? IsEncrypted(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            var match = Regex.Match(text, "-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END", RegexOptions.CultureInvariant);
            if (match.Success)
            {
                // "openssh-key-v1", a zero, then the cipher's name behind its length.
                var bytes = Convert.FromBase64String(match.Groups[1].Value);
                return !(bytes.Length > 23 && bytes[18] == 4 && Encoding.ASCII.GetString(bytes, 19, 4) == "none");
            }

            return text.Contains("ENCRYPTED") ? true : text.Contains("PRIVATE KEY-----") ? false : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The file does not open.</summary>
    public static string Locked(string path, SecureString? passphrase) => passphrase is null
        ? $"the key {path} is encrypted and no passphrase was given: -Credential takes it as the password"
        : $"the key {path} does not open with this passphrase";
}
