using System;

namespace ContainerOS.Passwords;

/// <summary>passwd without a terminal: it then asks on its output and reads lines from its input, so nothing is echoed.</summary>
internal sealed class PasswdCommand
{
    // Single quotes only and no newline, backslash or exclamation mark: every login shell reads it alike. The default of busybox may be DES, which looks
    // at eight characters.
    private const string Run = "exec /bin/sh -c 'echo; echo \"$1$2 start\"; LC_ALL=C; PATH=${PATH:-/usr/bin:/bin}:/usr/bin:/bin:/usr/sbin:/sbin; export LC_ALL PATH; "
        + "case $(readlink -f \"$(command -v passwd)\" 2>/dev/null) in *busybox*) passwd -a sha512 ;; *) passwd ;; esac 2>&1; s=$?; echo; echo \"$1$2 exit $s\"' sh ";

    public PasswdCommand()
    {
        var (first, second) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        Text = Run + first + " " + second;
        Mark = first + second;
    }

    /// <summary>The exec request.</summary>
    public string Text { get; }

    /// <summary>The random text that opens the lines "start" and "exit N"; what comes before the start is noise.</summary>
    public string Mark { get; }
}
