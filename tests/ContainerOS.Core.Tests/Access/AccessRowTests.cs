using System.Linq;
using ContainerOS.Access;
using Xunit;

namespace ContainerOS.Tests.Access;

/// <summary>What lets root's password and key in, and what keeps them out.</summary>
public sealed class AccessRowTests
{
    [Theory]
    [InlineData("PermitRootLogin yes\nUsePAM yes\n", true, true, "PermitRootLogin yes (/etc/ssh/sshd_config line 1)")]
    [InlineData("", false, true, "PermitRootLogin prohibit-password (by default)")]
    [InlineData("PermitRootLogin no\n", false, false, "PermitRootLogin no (/etc/ssh/sshd_config line 1)")]
    [InlineData("PermitRootLogin forced-commands-only\n", false, false, "PermitRootLogin forced-commands-only")]
    [InlineData("PermitRootLogin yes\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n", false, true, "PasswordAuthentication no (/etc/ssh/sshd_config line 2)")]
    [InlineData("PermitRootLogin yes\nPasswordAuthentication no\n", true, true, "KbdInteractiveAuthentication yes (by default)")]
    [InlineData("PermitRootLogin yes\nPubkeyAuthentication no\n", true, false, "PermitRootLogin yes")]
    [InlineData("PermitRootLogin yes\nAllowUsers kim\n", false, false, "AllowUsers kim (/etc/ssh/sshd_config line 2)")]
    [InlineData("PermitRootLogin yes\nDenyUsers r*t\n", false, false, "DenyUsers r*t")]
    [InlineData("PermitRootLogin yes\nAllowGroups docker\n", false, false, "AllowGroups docker")]
    [InlineData("PermitRootLogin yes\nAllowGroups wheel root\n", true, true, "AllowGroups wheel root")]
    [InlineData("PermitRootLogin yes\nDenyGroups root\n", false, false, "DenyGroups root")]
    [InlineData("PermitRootLogin yes\nAuthenticationMethods publickey\n", false, true, "AuthenticationMethods publickey")]
    [InlineData("PermitRootLogin no\nMatch Address 10.0.0.0/8\nPermitRootLogin yes\n", true, true, "PermitRootLogin yes (/etc/ssh/sshd_config line 3)")]
    public void Sshd_decides(string sshd, bool password, bool key, string decidedBy)
    {
        var rows = new AccessHost().Privilege("sudo").Privilege("docker").Sshd(sshd).Rows().Take(2).ToList();
        Assert.Equal([(AccessKind.Password, password), (AccessKind.Key, key)], rows.Select(row => (row.Kind, row.Allowed!.Value)));
        Assert.Contains(decidedBy, rows[0].DecidedBy);
        Assert.Equal((AccessHost.Fingerprint, "ssh-ed25519 root key", "/root/.ssh/authorized_keys", 1), (rows[1].Principal, rows[1].Detail, rows[1].File, rows[1].Line));
    }

    [Theory]
    [InlineData("set:0:99999::", true, null, "expired")] // a new one is asked for at the login
    [InlineData("set:19000:90::", true, null, "expired")]
    [InlineData("set:19000:99999::19999", false, false, "the account has expired")]
    [InlineData("locked:19000:99999::", false, true, "the password is locked")]
    [InlineData("unusable:19000:99999::", false, true, "no password fits")]
    [InlineData("none:19000:99999::", false, true, "PermitEmptyPasswords no (by default)")]
    public void The_password_decides(string state, bool? password, bool? key, string said)
    {
        var rows = new AccessHost().Account("root", state).Rows().Take(2).ToList();
        Assert.Equal((password, key), (rows[0].Allowed, rows[1].Allowed));
        Assert.Contains(said, rows[0].DecidedBy + rows[0].Detail);
    }

    [Fact]
    public void Without_PAM_a_locked_account_takes_no_key() =>
        Assert.Equal([false, false], new AccessHost().Sshd("PermitRootLogin yes\nUsePAM no\n").Account("root", "locked:19000:99999::").Rows().Take(2).Select(row => row.Allowed));

    [Theory]
    [InlineData("command=\"id\" ", "PermitRootLogin forced-commands-only\n", true)]
    [InlineData("expiry-time=\"20200101\" ", "PermitRootLogin yes\n", false)]
    [InlineData("expiry-time=\"29991231Z\" ", "PermitRootLogin yes\n", true)]
    [InlineData("expiry-time=\"soon\" ", "PermitRootLogin yes\n", null)]
    public void Options_of_the_key_decide(string options, string sshd, bool? allowed)
    {
        var row = new AccessHost().Sshd(sshd).KeyFile(options + AccessHost.Key).Rows().Single(one => one.Kind == AccessKind.Key);
        Assert.Equal(allowed, row.Allowed);
        Assert.StartsWith(options.Trim(), row.Detail);
    }

    [Theory]
    [InlineData("owner=root 0 777 /root/.ssh", "/root/.ssh may be written by others")]
    [InlineData("owner=kim 1000 700 /root", "/root belongs to kim")]
    public void Files_that_others_can_write_are_not_read_by_sshd(string owner, string reason)
    {
        var row = new AccessHost().KeyFile(AccessHost.Key, owner).Rows().Single(one => one.Kind == AccessKind.Key);
        Assert.False(row.Allowed);
        Assert.StartsWith(reason, row.DecidedBy);
        Assert.True(new AccessHost().Sshd("StrictModes no\nPermitRootLogin yes\n").KeyFile(AccessHost.Key, owner).Rows().Single(one => one.Kind == AccessKind.Key).Allowed);
    }

    [Fact]
    public void What_is_not_known_is_a_row()
    {
        var rows = new AccessHost().Sshd("AuthorizedKeysFile /etc/keys/%u\nAuthorizedKeysCommand /bin/ask %u\nAuthorizedKeysCommandUser nobody\nGSSAPIAuthentication yes\nTrustedUserCAKeys /etc/ca\n")
            .Say("hidden=/etc/shadow").Privilege("other", "other=/etc/doas.conf").Rows();
        Assert.All(rows.Where(row => row.Kind is AccessKind.Key or AccessKind.KeyCommand or AccessKind.Vouched or AccessKind.CertificateAuthority or AccessKind.Other), row => Assert.Null(row.Allowed));
        Assert.Equal("/etc/keys/root was not looked for", rows.Single(row => row.Kind == AccessKind.Key).DecidedBy);
        Assert.Equal("/etc/ca was not looked for", rows.Single(row => row.Kind == AccessKind.CertificateAuthority).DecidedBy);
        Assert.Equal("/bin/ask %u", rows.Single(row => row.Kind == AccessKind.KeyCommand).Detail);
        Assert.Equal("/etc/doas.conf is there, and its rules are not read", rows.Single(row => row.Kind == AccessKind.Other).DecidedBy);
    }

    [Fact]
    public void Other_accounts_with_the_number_0_are_root_too()
    {
        var rows = new AccessHost().Say("account=toor:set:0:0:/bin/bash:/root").Rows();
        Assert.Equal(["root", "toor"], rows.Where(row => row.Kind == AccessKind.Password).Select(row => row.Account));
    }

    [Fact]
    public void Docker_is_as_good_as_root()
    {
        AccessRow Row(AccessHost host) => host.Rows().Single(row => row.Kind == AccessKind.DockerGroup);

        Assert.Equal(("lee", true, "group docker; /run/docker.sock, mode 660"), (Row(new AccessHost()).Principal, Row(new AccessHost()).Allowed, Row(new AccessHost()).DecidedBy));
        Assert.Null(Row(new AccessHost().Privilege("docker")).Allowed);
        Assert.Contains(new AccessHost().Privilege("docker", "docker=root 666 /run/docker.sock").Rows(), row => row is { Kind: AccessKind.DockerGroup, Principal: "ALL", Allowed: true });
    }

    [Fact]
    public void For_another_account_sudo_as_that_one_counts()
    {
        var rows = new AccessHost().Sudoers("/etc/sudoers", "kim ALL=(lee) NOPASSWD: ALL\nbob ALL=(nobody) ALL\n").Rows("lee");
        Assert.Equal(["kim"], rows.Where(row => row.Kind == AccessKind.Sudo).Select(row => row.Principal));
        Assert.DoesNotContain(new AccessHost().Sudoers("/etc/sudoers", "kim ALL=(lee) NOPASSWD: ALL\n").Rows(), row => row.Kind == AccessKind.Sudo);
    }

    [Fact]
    public void Modules_of_PAM_are_named() =>
        Assert.Contains("; PAM asks pam_access in /etc/pam.d/sshd too", new AccessHost().Privilege("pam", "pam=/etc/pam.d/sshd pam_access").Rows()[0].DecidedBy);
}
