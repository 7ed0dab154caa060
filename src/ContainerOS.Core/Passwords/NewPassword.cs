using System;
using System.Linq;
using System.Security;
using ContainerOS.Scripts;

namespace ContainerOS.Passwords;

/// <summary>What every host refuses, or cannot be told, is refused before any host is contacted.</summary>
public static class NewPassword
{
    /// <summary>The longest password that libxcrypt and PAM take, in bytes of UTF-8.</summary>
    public const int MostBytes = 511;

    /// <summary>Checks a new password.</summary>
    /// <param name="password">The new password.</param>
    /// <param name="current">The current one; null when it is not known.</param>
    /// <returns>Why it cannot be used; null when it can.</returns>
    public static string? Problem(SecureString password, SecureString? current)
    {
        if (password.Length == 0)
            return "it is empty";
        if (current is not null && SecretText.AreSame(password, current))
            return "it is the same as the current one";
        var bytes = SecretText.Line(password);
        try
        {
            // A terminal acts upon control characters, and no login takes them.
            if (bytes.Take(bytes.Length - 1).Any(b => b is < 0x20 or 0x7f))
                return "it holds a line break, a NUL or another control character; it may come from a file that was read with its line end";
            return bytes.Length - 1 > MostBytes ? $"it is longer than {MostBytes} bytes, the most that hosts take" : null;
        }
        finally
        {
            Array.Clear(bytes, 0, bytes.Length);
        }
    }
}
