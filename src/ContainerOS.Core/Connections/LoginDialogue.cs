using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ContainerOS.Connections;

/// <summary>Decides what a server's questions during a login get: the password for one hidden prompt, once; nothing for whatever else.</summary>
/// <remarks>A prompt that comes again means that the password was wrong: sending it once more would only count as one more failed login.</remarks>
internal sealed class LoginDialogue
{
    /// <summary>The password has been sent.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>The host let the password pass and asked for a new one.</summary>
    public bool IsExpired { get; private set; }

    /// <summary>The first prompt that was not answered; null when there was none.</summary>
    public string? Refused { get; private set; }

    /// <summary>Whether the password is the answer; whoever is told so sends it.</summary>
    /// <param name="instruction">What the server says above the prompts; null when the connection does not tell.</param>
    /// <param name="prompts">The prompts of one request, at least one.</param>
    /// <param name="isHidden">Whether the server wants the answer hidden.</param>
    public bool Takes(string? instruction, IReadOnlyList<string> prompts, bool isHidden)
    {
        if (!IsAnswered && prompts.Count == 1 && isHidden)
            return IsAnswered = true;
        Refused ??= prompts[0].Trim();
        // pam_unix: "Current password:" (old: "(current) UNIX password:"), "New password:", with the reason in the instruction.
        IsExpired |= IsAnswered && (AsksForNew(instruction) || prompts.Any(AsksForNew));
        return false;
    }

    private static bool AsksForNew(string? text) => text is not null
        && Regex.IsMatch(text, @"\b(new|current|old|retype|expired|change)\b.*\bpassword|password\b.*\b(expired|change)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);
}
