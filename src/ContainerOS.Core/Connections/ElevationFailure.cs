using System;
using ContainerOS.Scripts;
using ContainerOS.Targets;

namespace ContainerOS.Connections;

/// <summary>Trouble with becoming root on a host.</summary>
internal static class ElevationFailure
{
    /// <summary>Finds sudo's refusal in the answer of a script that must run as root.</summary>
    /// <param name="target">The host.</param>
    /// <param name="call">The call.</param>
    /// <param name="output">What came on stdout.</param>
    /// <param name="error">What came on stderr: sudo's own words among it.</param>
    /// <returns>The error; null when nothing was refused.</returns>
    public static HostConnectionException? Find(HostTarget target, ScriptCall call, byte[] output, byte[] error)
    {
        if (HostText.Decode(output).IndexOf("\n" + call.RefusalMark + " refused", StringComparison.Ordinal) < 0)
            return null;
        var reason = FailureText.Shorten(HostText.FirstLine(HostText.Decode(error)));
        return new HostConnectionException(ConnectionFailure.ElevationFailed, target, "the account may not run commands as root" + (reason.Length > 0 ? ": " + reason : ""),
            "Log in as root, or allow the account 'sudo' without a password (NOPASSWD in sudoers).");
    }
}
