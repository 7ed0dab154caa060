using System.Collections.Generic;
using System.Linq;
using System.Security;
using System.Text.RegularExpressions;
using ContainerOS.Scripts;

namespace ContainerOS.Passwords;

/// <summary>What passwd, PAM modules and busybox say about a change, in LC_ALL=C.</summary>
internal static class HostWords
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly Regex Success = new(@"\bpassword (updated|changed)\b|\bpassword for \S+ (is )?changed\b|authentication tokens updated successfully", Options);

    // pam_pwquality and pam_cracklib, pam_unix, pam_pwhistory, busybox; the minimum age of a password is a rule like the others.
    private static readonly Regex Refusal = new(
        @"^BAD PASSWORD|^Bad: new password|^Weak password|must choose a (longer|new) password|^Password unchanged|^The password has not been changed|already (been )?used|has been used|must wait longer"
        + @"|bad password: |is (too (short|weak|simple|similar)|a palindrome)|\bno password (has been )?supplied", Options);

    private static readonly Regex Failure = new(@"^passwd: |authentication (token|information|failure)", Options);

    // Said with every failure, or before every dialogue: no reason.
    private static readonly Regex Empty = new(
        @"^passwd: .*unchanged|^Password change has been aborted|^Changing password for|^passwd: Authentication token manipulation error$|^WARNING: Your password has expired|^You must change your password now|^You are required to change", Options);

    /// <summary>A host's line as it may be shown: one that repeats a secret is left out.</summary>
    public static string Shown(string line, params SecureString?[] secrets) =>
        secrets.Any(secret => secret is not null && SecretText.IsIn(secret, line)) ? "(a line that repeats a password)" : line;

    public static bool IsSuccess(string line) => Success.IsMatch(line);

    /// <summary>passwd itself, or PAM, said that nothing came of it.</summary>
    public static bool IsFailure(IEnumerable<string> lines) => lines.Any(line => Refusal.IsMatch(line) || Failure.IsMatch(line));

    public static bool IsRefusal(IEnumerable<string> lines) => lines.Any(line => Refusal.IsMatch(line));

    /// <summary>The host's reason, in its own words; where it gave no real one, what it said first; empty when it said nothing.</summary>
    public static string Reason(IReadOnlyList<string> lines)
    {
        var reasons = lines.Where(line => !Empty.IsMatch(line)).Distinct().ToList();
        return string.Join("; ", reasons.Count > 0 ? reasons : lines.Take(1));
    }
}
