using System.Text.RegularExpressions;

namespace ContainerOS.Packages;

/// <summary>The words of a package manager that failed, and what can be done.</summary>
internal static class PackageTrouble
{
    private static readonly (string Pattern, string Remedy)[] Remedies =
    [
        ("another process works with the packages|waiting for .* lock|can't create transaction lock", "Wait until that process has finished; where the cmdlet has -LockTimeout, it waits longer."),
        (@"gpg|public key|\bsign(?:ed|ature)", "Test-ContainerOsRepository tells which key signs there. Put that key, from its owner, where the repository's gpgkey says, and leave gpgcheck on."),
        ("no space left|insufficient disk space|disk full", "Make room on the host's disk."),
        ("rpm ?db|database|packages index|i/o error|rpmts", "Something is wrong with the list of packages itself: look at /var/lib/rpm on the host, and run 'rpm --rebuilddb' there as root while nothing else uses it."),
        ("permission denied|not permitted|have to be root", "Log in as root, or as an account that may read /var/lib/rpm."),
        ("couldn't|could not resolve|timeout|timed out|http response|failed to synchronize|404", "Test-ContainerOsRepository tells which addresses answer the host; Set-ContainerOsRepository -Repair mends dead ones, -BaseUrl sets a mirror."),
    ];

    /// <summary>The words, fit to be shown, without tdnf's advice to leave signatures unchecked.</summary>
    public static string Words(string said) => HostText.Clean(Regex.Replace(said, @" Use (?:--skipsignature or )?--nogpgcheck to ignore\.| or use --nogpgcheck to ignore", "", RegexOptions.CultureInvariant));

    /// <summary>What can be done about it; null when nothing is known.</summary>
    public static string? Remedy(string said)
    {
        foreach (var (pattern, remedy) in Remedies)
        {
            if (Regex.IsMatch(said, pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase))
                return remedy;
        }

        return null;
    }
}
