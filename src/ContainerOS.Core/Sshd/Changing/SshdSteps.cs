using System.Collections.Generic;
using System.Linq;
using ContainerOS.Changes;
using ContainerOS.Scripts;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Sshd.Changing;

/// <summary>The steps that every change of sshd's configuration has around its edits.</summary>
internal static class SshdSteps
{
    /// <summary>Functions that the steps use.</summary>
    public const string Library = """
        cos_sshd() {
          cos_sshd_path=$(command -v sshd) || cos_sshd_path=/usr/sbin/sshd
          "$cos_sshd_path" "$@"
        }
        # PID: whether that is an sshd that listens, and not one that serves a connection.
        cos_is_listener() {
          read -r cos_name 2>/dev/null <"/proc/$1/comm" && [ "$cos_name" = sshd ] || return
          case $(tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline") in *'[listener]'*) ;; 'sshd: '*) return 1 ;; esac
        }
        cos_hup_sshd() { cos_is_listener "$1" && kill -HUP "$1"; }
        # Where the one that was told has ended: whoever was started in its place meanwhile. One that starts later reads the old files anyway.
        cos_hup_successors() {
          for cos_one in /proc/[0-9]*; do cos_hup_sshd "${cos_one#/proc/}"; done
          return 0
        }
        # Also one that systemd has given up, because it ended too often.
        cos_restart() { systemctl reset-failed "$1"; systemctl restart "$1"; }
        """;

    /// <summary>A command that succeeds when sshd takes a main file.</summary>
    public static string Accepts(string file) => "cos_sshd -t -f " + file;

    /// <summary>The edits between the other steps: what tells sshd of the old files when they are back comes first, so that it is undone last.</summary>
    /// <param name="server">The sshd.</param>
    /// <param name="edits">The edits.</param>
    /// <param name="expected">What sshd must say afterwards, as <c>sshd -T</c> prints it, in any of several spellings; none where it is not known how.</param>
    /// <param name="spec">The login for which it must say that.</param>
    public static IEnumerable<ChangeStep> Around(SshdServer server, IEnumerable<ChangeStep> edits, IReadOnlyList<string> expected, SshdConnectionSpec spec) =>
        new[] { server.TellWhenUndone }.Concat(edits).Append(new CommandStep("sshd -t", "cos_sshd -t")).Concat(Expect(expected, spec)).Append(server.Tell);

    private static IEnumerable<ChangeStep> Expect(IReadOnlyList<string> expected, SshdConnectionSpec spec)
    {
        if (expected.Count == 0)
            yield break;
        var patterns = string.Join(" ", expected.Select(line => "-e " + ScriptEncoding.Quote(line)));
        yield return new CommandStep($"sshd -T says '{expected[0]}'",
            $"cos_said=$(cos_sshd -T -C {ScriptEncoding.Quote(Criteria(spec))}) && printf '%s\\n' \"$cos_said\" | grep -qixF {patterns} || {{ cos_say {ScriptEncoding.Quote($"sshd does not say '{expected[0]}'")}; return 1; }}");
    }

    /// <summary>A login as <c>sshd -T -C</c> takes it.</summary>
    public static string Criteria(SshdConnectionSpec spec) => string.Join(",", new[]
    {
        ("user", spec.User), ("host", spec.Address), ("addr", spec.Address), ("laddr", spec.LocalAddress), ("lport", spec.LocalPort?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    }.Where(criterion => criterion.Item2 is not null).Select(criterion => criterion.Item1 + "=" + criterion.Item2));
}
