using System.Collections.Generic;
using System.Linq;
using ContainerOS.Sshd.Configuration;

namespace ContainerOS.Tests.Sshd.Configuration;

/// <summary>The corpus: configurations made by hand, and many that are put together by chance, the same ones each time.</summary>
internal static class SshdTrees
{
    private const string DropIns = "Include {D}/sshd_config.d/*.conf\n";

    private static readonly SshdConnectionSpec Kim = new("kim") { Address = "2001:db8::7", Host = "kim.example.org", LocalAddress = "fe80::1", LocalPort = 2222, Groups = [] };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SshdTree> All { get; } = [.. Earlier(), .. Lines(), .. Includes(), .. Matches(), .. Refused(), .. SshdTreeGenerator.Make(seed: 20260801, count: 320)];

    private static IEnumerable<SshdTree> Earlier() => SshdConfigurations.Named.Where(configuration => !configuration.Main.Contains("/etc/crypto-policies")).Select(configuration =>
        new SshdTree(configuration.Name, configuration.Main.Replace("/etc/ssh/", "{D}/")) { Files = configuration.DropIns.ToDictionary(file => "sshd_config.d/" + file.Key, file => file.Value) });

    private static IEnumerable<SshdTree> Lines() =>
    [
        new("empty", ""),
        new("a blank line", "\n"),
        new("blanks without an end", "  \t "),
        new("two equals signs in a word", "SetEnv A=b=c\n"),
        new("blank, equals sign, blank", "MaxAuthTries \t= \t3\n"),
        new("an equals sign before the keyword", "=PermitRootLogin no\n"),
        new("empty quotes before the keyword", "\"\" PermitRootLogin no\n"),
        new("a keyword with an open quote", "\"PermitRootLogin no\nPermitRootLogin yes\n"),
        new("quotes within a word", "Banner /etc/\"my issue\"/x\n"),
        new("single quotes with double ones in them", "Banner '/etc/\"x\"'\n"),
        new("escapes", "Banner /etc/my\\ issue\\\\x\\y\n"),
        new("a comment right behind a value", "Banner /etc/issue#1\nPermitRootLogin no #yes\n"),
        new("form feed at the end", "PermitRootLogin no\f\nPort 23 \f \n"),
        new("CR within blanks", " \r\t PermitRootLogin no\r \r\n"),
        new("CR LF in all lines", "Port 22\r\n#PermitRootLogin yes\r\nPermitRootLogin no\r\nMatch User kim\r\n\tPermitRootLogin yes\r\n"),
        new("bytes that are not UTF-8", "# \u00e9\u00ff\u0080\nBanner /etc/\u00ff\u00e4\nPermitRootLogin no\n"),
        new("a byte order mark in a comment", "# \u00ef\u00bb\u00bf\nPermitRootLogin no\n"),
        new("numbers with signs and zeros", "MaxAuthTries +007\nMaxSessions 03\n"),
        new("times", "LoginGraceTime 1h30M\nClientAliveInterval 90s\nUnusedConnectionTimeout 1w2d\n"),
        new("no times", "LoginGraceTime 0\nUnusedConnectionTimeout none\n"),
        new("other names", "ChallengeResponseAuthentication no\nKeepAlive no\nDSAAuthentication no\nPubkeyAcceptedKeyTypes ssh-ed25519\n"),
        new("another name after the name", "KbdInteractiveAuthentication yes\nChallengeResponseAuthentication no\n"),
        new("choices in any case", "AllowTcpForwarding ALL\nCompression Delayed\nGatewayPorts ClientSpecified\nPermitTunnel point-to-point\nIgnoreRhosts Shosts-Only\n"),
        new("levels", "LogLevel debug1\nSyslogFacility authpriv\nFingerprintHash md5\n"),
        new("lists that add up", "AllowUsers root kim\nAllowUsers *@10.0.0.0/8\nDenyUsers a\nAllowGroups x\nAllowGroups y z\nAcceptEnv LANG LC_*\nAcceptEnv \"A\" # b\n"),
        new("lists of which the first counts", "SetEnv A=1 B=2\nSetEnv C=3\nAuthorizedKeysFile a b\nAuthorizedKeysFile c\nAuthenticationMethods publickey password\nAuthenticationMethods publickey\n"),
        new("ports and addresses", "Port 22\nPort 2222\nListenAddress 127.0.0.1\nListenAddress [::1]:23\n"),
        new("host keys", "HostKey {D}/../key\nHostKey {D}/../other\n"),
        new("subsystems", "Subsystem sftp /usr/lib/sftp-server -f AUTH\nSubsystem \"other\" internal-sftp\n"),
        new("the last one counts", "MaxStartups 10:30:60\nMaxStartups 5\nStreamLocalBindMask 0111\nStreamLocalBindMask 0177\nPerSourceMaxStartups 4\nPerSourceMaxStartups none\n"),
        new("commands", "ForceCommand  /bin/echo \"a  b\" # c \nAuthorizedKeysCommand /bin/x %u  \nAuthorizedKeysCommandUser nobody\nVersionAddendum hello # there\n"),
        new("no command", "ForceCommand none\nVersionAddendum none\n"),
        new("obsolete keywords", "Protocol 2\nUsePrivilegeSeparation sandbox\nRSAAuthentication yes\nServerKeyBits 1024\nPermitRootLogin no\n"),
        new("10,000 lines", string.Concat(Enumerable.Range(0, 10000).Select(i => i % 50 == 49 ? $"Match User user{i}\n  X11Forwarding yes\n" : "# " + i + "\n")) + "Match all\nPermitRootLogin no\n"),
        new("10,000 lines of the same", string.Concat(Enumerable.Repeat("PermitRootLogin no\n", 10000)) + "PermitRootLogin yes\n"),
        new("a long line", "AllowUsers " + string.Join(" ", Enumerable.Range(0, 2000).Select(i => "user" + i)) + "\n"),
        new("as Photon ships it", "#PermitRootLogin prohibit-password\nPermitRootLogin yes\n#StrictModes yes\nMaxAuthTries 4\nAllowTcpForwarding no\nSubsystem\tsftp\t/usr/libexec/sftp-server\n\n# Example of overriding settings on a per-user basis\n#Match User anoncvs\n#\tX11Forwarding no\n"),
    ];

    private static IEnumerable<SshdTree> Includes() =>
    [
        new("relative", "Include {R}/more.conf\nPermitRootLogin yes\n") { Files = { ["more.conf"] = "PermitRootLogin no\n" } },
        new("relative pattern", "Include {R}/sshd_config.d/*.conf\n") { Files = { ["sshd_config.d/a.conf"] = "PermitRootLogin no\n", ["sshd_config.d/.hidden.conf"] = "PermitRootLogin yes\n" } },
        new("missing", "Include {D}/nothing.conf {D}/no/*.conf\nPermitRootLogin no\n"),
        new("nested", DropIns) { Files = { ["sshd_config.d/a.conf"] = "Include {D}/b.conf\nPort 3\n", ["b.conf"] = "Include \"{D}/c.conf\"\nMaxAuthTries 2\n", ["c.conf"] = "PermitRootLogin no\nMaxAuthTries 3\nPort 4" } },
        new("sixteen deep", "Include {D}/1\n") { Files = Enumerable.Range(1, 16).ToDictionary(i => i.ToString(), i => i == 16 ? "PermitRootLogin no\n" : $"Include {{D}}/{i + 1}\n") },
        new("several on a line, quoted", "Include \"{D}/b.conf\" {D}/a.conf # {D}/c.conf\n") { Files = { ["a.conf"] = "PermitRootLogin yes\n", ["b.conf"] = "PermitRootLogin no\n", ["c.conf"] = "MaxAuthTries 2\n" } },
        new("twice the same", "Include {D}/a.conf\nInclude {D}/a.conf\n") { Files = { ["a.conf"] = "AllowUsers root\nPermitRootLogin no\n" } },
        new("question mark", "Include {D}/sshd_config.d/?.conf\n") { Files = { ["sshd_config.d/b.conf"] = "PermitRootLogin yes\n", ["sshd_config.d/a.conf"] = "PermitRootLogin no\n", ["sshd_config.d/aa.conf"] = "MaxAuthTries 1\n" } },
        new("a pattern for directories", "Include {D}/*/x.conf\n") { Files = { ["b/x.conf"] = "PermitRootLogin yes\n", ["a/x.conf"] = "PermitRootLogin no\n" } },
        new("keyword in other letters, equals sign", "iNCLUDE={D}/a.conf\n") { Files = { ["a.conf"] = "PermitRootLogin no\n" } },
        new("Match in an included file ends with it", DropIns + "PermitRootLogin no\n") { Files = { ["sshd_config.d/a.conf"] = "Match User root\nMaxAuthTries 2\n", ["sshd_config.d/b.conf"] = "MaxAuthTries 3\nPermitRootLogin yes\n" } },
        new("Include in a met Match", "Match User root\n" + DropIns + "MaxAuthTries 5\n") { Files = { ["sshd_config.d/a.conf"] = "PermitRootLogin no\nMatch User kim\nMaxAuthTries 1\nMatch User root\nMaxAuthTries 2\n" } },
        new("Include in an unmet Match", "Match User kim\n" + DropIns + "Match all\nMaxAuthTries 5\n") { Files = { ["sshd_config.d/a.conf"] = "PermitRootLogin no\nMatch User root\nMaxAuthTries 2\nMatch all\nMaxAuthTries 3\n" } },
        new("Match all, then Include", "Match all\n" + DropIns + "PermitRootLogin yes\n") { Files = { ["sshd_config.d/a.conf"] = "PermitRootLogin no\nMatch User kim\nPermitRootLogin yes\n" } },
        new("a nested Include in a met Match", "Match User root\nInclude {D}/a.conf\n") { Files = { ["a.conf"] = "Include {D}/b.conf\nMatch all\nMaxAuthTries 2\n", ["b.conf"] = "Match User kim\nMaxAuthTries 3\nMatch User ro*\nPermitRootLogin no\n" } },
        new("as Flatcar ships it", "#PermitRootLogin prohibit-password\n#Match User anoncvs\n\nInclude \"{D}/sshd_config.d/*.conf\"\n")
        {
            Files =
            {
                ["sshd_config.d/50-flatcar-sshd.conf"] = "# OpenSSH defaults, except:\nSubsystem sftp internal-sftp\nClientAliveInterval 180\nUseDNS no\nUsePAM yes\nPrintLastLog no\nPrintMotd no\n",
                ["sshd_config.d/9999999gentoo-pam.conf"] = "UsePAM yes\nPasswordAuthentication no\nPrintMotd no\nPrintLastLog no\n",
                ["sshd_config.d/9999999gentoo.conf"] = "AcceptEnv LANG LC_ALL\nAcceptEnv COLORTERM\n",
            },
        },
        new("as Fedora CoreOS ships it", DropIns + "AuthorizedKeysFile\t.ssh/authorized_keys\n") { Files = { ["sshd_config.d/40-disable-passwords.conf"] = "PasswordAuthentication no\n", ["sshd_config.d/50-redhat.conf"] = "KbdInteractiveAuthentication no\nUsePAM yes\nPasswordAuthentication yes\n" } },
    ];

    private static IEnumerable<SshdTree> Matches() =>
    [
        .. new[]
        {
            "User root", "User kim,root", "User *,!root", "User !kim,*", "User !kim", "user ROOT", "User=root", "User \"root\"", "User r??t", "User root # comment", "Group root", "Group *,!root", "Group wheel,root", "Group nobody",
            "Host *.example.com", "Host CLIENT.example.COM", "Host *.org,!client*", "Host ?lient.*", "Address 10.0.0.1", "Address 10.0.0.0/8", "Address !10.0.0.1,10.0.0.0/8", "Address 10.0.0.0/8,!10.0.0.1", "Address 10.*", "Address 10.0.0.?",
            "Address 2001:db8::/32", "Address 2001:DB8::7,::1", "Address *", "Address 0.0.0.0/0", "Address ::/0", "Address 172.16.0.0/12,10.0.0.0/30", "LocalAddress 192.168.7.1", "LocalAddress fe80::/10,127.0.0.1", "LocalPort 22", "LocalPort 2222",
            "User root Address 10.0.0.0/8", "User root Address 11.0.0.0/8", "User root Group root Host * LocalPort 22", "User kim Address 10.0.0.1", "RDomain x", "all", "ALL # comment", "User root LocalAddress 192.168.0.0/16",
        }.SelectMany(criteria => new[] { Of(criteria, new SshdTree("", "").Spec, "root"), Of(criteria, Kim, "kim") }),
        new("the first met Match wins", "Match User kim\nPermitRootLogin yes\nMatch Address 10.*\nPermitRootLogin no\nMatch User root\nPermitRootLogin yes\nMaxAuthTries 2\n"),
        new("a met Match wins over what is before it", "PermitRootLogin no\nMaxAuthTries 3\nMatch User root\nPermitRootLogin yes\n"),
        new("Match all counts for everybody and for the login", "PermitRootLogin no\nMaxStartups 9\nMatch all\nPermitRootLogin yes\nPort 4\nMaxStartups 8\n"),
        new("lists in a Match stand instead", "AllowUsers a\nAcceptEnv A B\nMatch User root\nAllowUsers b c\nMatch Address 10.*\nAllowUsers d\nAcceptEnv C\n"),
        new("the last one counts in a Match too", "StreamLocalBindMask 0111\nMatch User root\nStreamLocalBindMask 0122\nStreamLocalBindMask 0133\n"),
        new("none in a Match", "ForceCommand /bin/true\nBanner /etc/issue\nChrootDirectory /x\nMatch User root\nForceCommand none\nBanner none\nChrootDirectory none\n"),
        new("trailing Match", "PermitRootLogin yes\nMatch User kim\nX11Forwarding no\nPermitRootLogin no\n"),
        new("indented Match", "  Match\tUser\troot\r\n\t\tPermitRootLogin  no\r\n"),
        new("Match with many criteria", "Match User root,kim Group root Address 10.0.0.0/8,!10.9.0.0/16 LocalPort 22\nPermitRootLogin no\n"),
    ];

    private static SshdTree Of(string criteria, SshdConnectionSpec spec, string user) =>
        new($"Match {criteria}, for {user}", $"PermitRootLogin prohibit-password\nMaxAuthTries 5\nMatch {criteria}\n  PermitRootLogin forced-commands-only\nMatch User {user}\n  PermitRootLogin yes\n  MaxAuthTries 4\n") { Spec = spec };

    private static IEnumerable<SshdTree> Refused() => new (string Name, string Main)[]
    {
        ("an unknown value", "PermitRootLogin maybe\n"), ("no value", "PermitRootLogin\n"), ("two values", "PermitRootLogin yes no\n"), ("an open quote", "Banner \"/etc/issue\n"), ("only a comment", "PermitRootLogin # yes\n"),
        ("a number that is none", "MaxAuthTries many\n"), ("a time that is none", "LoginGraceTime 2y\n"), ("not allowed in a Match", "Match User kim\nPort 3\n"), ("Match without criteria", "Match # x\n"), ("Match all with others", "Match User root all\nPermitRootLogin no\n"),
        ("Match without an argument", "Match User\nPermitRootLogin no\n"), ("an unknown criterion", "Match Colour red\nPermitRootLogin no\n"), ("no list of addresses", "Match Address 10.0.0.1/8\nPermitRootLogin no\n"), ("too long a mask", "Match Address 10.0.0.0/33\nPermitRootLogin no\n"),
        ("an Include of itself", "Include {D}/sshd_config\nPermitRootLogin no\n"), ("an included file with a mistake", "PermitRootLogin no\nInclude {D}/a.conf\n"),
    }.Select(tree => new SshdTree("refused: " + tree.Name, tree.Main) { IsValid = false, Files = { ["a.conf"] = "Match User kim\nPermitRootLogin never\n" } });
}
