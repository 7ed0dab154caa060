using System.Diagnostics;
using System.IO;

namespace ContainerOS.Tests;

/// <summary>Makes a host of a lab stop in the middle of a change, until it is let go.</summary>
public static class HostStop
{
    /// <summary>The next change stops before a command, once: one of that name stands before the host's own where changes look for theirs.</summary>
    /// <param name="host">The host.</param>
    /// <param name="command">The command with its arguments, as a pattern of the shell.</param>
    public static void StopBefore(this LabHost host, string command)
    {
        host.Inside("rm -rf /run/stopped /run/let-go");
        var name = command.Split(' ')[0];
        foreach (var folder in new[] { "sbin", "bin" })
        {
            var file = Path.Combine(host.Root, "usr/local", folder, name);
            File.WriteAllText(file, $$"""
                #!/bin/sh
                PATH=/usr/sbin:/usr/bin:/sbin:/bin
                case "{{name}} $*" in {{command.Replace(" ", "\\ ")}})
                  if grep -q program.sh /proc/$PPID/cmdline && [ ! -e /run/let-go ] && mkdir /run/stopped; then
                    while [ ! -e /run/let-go ]; do sleep 0.1; done
                  fi ;;
                esac
                exec {{name}} "$@"

                """);
            using var chmod = Process.Start("chmod", ["755", file]);
            chmod.WaitForExit();
        }
    }

    /// <summary>Whether it has come there.</summary>
    public static bool IsStopped(this LabHost host) => host.Inside("if [ -e /run/stopped ]; then echo yes; fi") != "";

    /// <summary>Lets it go on, and later changes with it.</summary>
    public static void LetGo(this LabHost host) => host.Inside("true >/run/let-go");
}
