using System;
using System.Security;
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

    /// <summary>The file does not open.</summary>
    public static string Locked(string path, SecureString? passphrase) => passphrase is null
        ? $"the key {path} is encrypted and no passphrase was given: -Credential takes it as the password"
        : $"the key {path} does not open with this passphrase";
}
