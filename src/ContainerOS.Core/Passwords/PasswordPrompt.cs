using System.Text.RegularExpressions;

namespace ContainerOS.Passwords;

/// <summary>What a host wants to hear. PAM modules and versions word it differently: "Current password:", "(current) UNIX password:",
/// "Enter new UNIX password:", "Retype password:" ...</summary>
internal enum PasswordPrompt
{
    /// <summary>None of the others; it gets no answer.</summary>
    Unknown,

    /// <summary>A password without saying which: the one that logs in.</summary>
    Login,

    /// <summary>The password that is valid now.</summary>
    Current,

    /// <summary>The new one.</summary>
    New,

    /// <summary>The new one for the second time.</summary>
    Retype,
}

/// <summary>Tells prompts apart.</summary>
internal static class PasswordPrompts
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // A one-time password, a verification code or a token is a secret that we do not have.
    private static readonly Regex Foreign = new(@"^BAD PASSWORD|one.?time|\botp\b|\bcode\b|\btoken\b|\bpin\b|sudo", Options);
    private static readonly Regex Retype = new(@"\b(retype|re-?enter|repeat|again|confirm|verify)\b", Options);
    private static readonly Regex New = new(@"\bnew\b", Options);
    private static readonly Regex Current = new(@"\b(current|old|existing)\b", Options);
    private static readonly Regex Login = new(@"^(\(\S+\) )?(enter )?(\S+'s |unix |login ?)?(\(LDAP\) )?password( for \S+)?\s*:$", Options);

    /// <summary>What the last line of a host's text, without a line end, asks for.</summary>
    public static PasswordPrompt Read(string line)
    {
        var text = line.Trim();
        if (!Regex.IsMatch(text, @"password\b.*:$", Options) || Foreign.IsMatch(text))
            return PasswordPrompt.Unknown;
        return Retype.IsMatch(text) ? PasswordPrompt.Retype
            : New.IsMatch(text) ? PasswordPrompt.New
            : Current.IsMatch(text) ? PasswordPrompt.Current
            : Login.IsMatch(text) ? PasswordPrompt.Login
            : PasswordPrompt.Unknown;
    }
}
