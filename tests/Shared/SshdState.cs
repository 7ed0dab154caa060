namespace ContainerOS.Tests;

/// <summary>What a change of sshd leaves on a host of the lab, seen from its inside.</summary>
public static class SshdState
{
    /// <summary>The files that sshd reads, and the template they are made of.</summary>
    public static string SshdFiles(this LabHost host) => host.Inside("cat /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf /etc/ssh/sshd_config.tpl 2>/dev/null");

    /// <summary>sshd's line about root's login.</summary>
    public static string PermitRootLogin(this LabHost host) =>
        host.Inside("sshd -T -C user=root,host=127.0.0.1,addr=127.0.0.1 | grep '^permitrootlogin '").Trim().Replace("without-password", "prohibit-password");

    /// <summary>Whatever of a change should be gone once it is over; empty when nothing is there.</summary>
    public static string ChangeLeftovers(this LabHost host) => host.Inside("""
        ls -a /etc /etc/ssh /etc/ssh/sshd_config.d /etc/systemd/system /etc/systemd/system/*.wants 2>/dev/null | grep -e '^\.2' -e containeros
        for lock in /var/lib/containeros/lock /var/lib/rancher/containeros/lock; do if [ -h "$lock" ]; then echo "$lock"; fi; done
        if command -v systemctl >/dev/null; then systemctl list-timers --all | grep containeros; fi
        """).Trim();
}
