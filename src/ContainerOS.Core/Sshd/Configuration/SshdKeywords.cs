using System;
using System.Collections.Generic;
using System.Linq;

namespace ContainerOS.Sshd.Configuration;

/// <summary>The keywords of OpenSSH's server, up to 10.1. Source: servconf.c of openssh-portable.</summary>
internal static class SshdKeywords
{
    private const bool Match = true;
    private static readonly string[] YesNo = ["yes", "no"];
    private static readonly string[] Forwarding = ["yes", "no", "local", "remote", "all=yes"];
    private static readonly SshdVersion FirstStartups = new(10, 1);

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ChallengeResponseAuthentication"] = "KbdInteractiveAuthentication",
        ["SkeyAuthentication"] = "KbdInteractiveAuthentication",
        ["PubkeyAcceptedKeyTypes"] = "PubkeyAcceptedAlgorithms",
        ["HostbasedAcceptedKeyTypes"] = "HostbasedAcceptedAlgorithms",
        ["DSAAuthentication"] = "PubkeyAuthentication",
        ["HostDSAKey"] = "HostKey",
        ["KeepAlive"] = "TCPKeepAlive",
    };

    private static readonly IReadOnlyDictionary<string, SshdKeyword> ByName = Table().ToDictionary(keyword => keyword.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that sshd acts upon, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Names { get; } = ByName.Values.Where(keyword => keyword.Kind != SshdValueKind.Ignored).Select(keyword => keyword.Name).OrderBy(name => name, StringComparer.OrdinalIgnoreCase).ToList();

    /// <summary>The keyword of a name, in any case and by its older names too; null when OpenSSH knows none.</summary>
    public static SshdKeyword? Find(string name) =>
        ByName.TryGetValue(Aliases.TryGetValue(name, out var today) ? today : name, out var keyword) ? keyword : null;

    private static IEnumerable<SshdKeyword> Table() =>
    [
        Flag("AllowAgentForwarding", "yes", Match), List("AllowGroups"), List("AllowUsers"), List("DenyGroups"), List("DenyUsers"), List("AcceptEnv"),
        Choice("PermitRootLogin", null, Match, "yes", "no", "prohibit-password", "forced-commands-only", "without-password=prohibit-password"),
        Choice("AllowStreamLocalForwarding", "yes", Match, Forwarding), Choice("AllowTcpForwarding", "yes", Match, Forwarding),
        Choice("AddressFamily", "any", !Match, "any", "inet", "inet6"), Choice("Compression", "yes", !Match, "yes", "no", "delayed=yes"),
        Choice("GatewayPorts", "no", Match, "yes", "no", "clientspecified"), Choice("IgnoreRhosts", "yes", Match, "yes", "no", "shosts-only"),
        Choice("PermitTunnel", "no", Match, "yes", "no", "point-to-point", "ethernet"),
        Flag("DisableForwarding", "no", Match), Flag("ExposeAuthInfo", "no", Match), Flag("GSSAPIAuthentication", "no", Match), Flag("HostbasedAuthentication", "no", Match),
        Flag("HostbasedUsesNameFromPacketOnly", "no", Match), Flag("KbdInteractiveAuthentication", "yes", Match), Flag("KerberosAuthentication", "no", Match),
        Flag("PasswordAuthentication", "yes", Match), Flag("PermitEmptyPasswords", "no", Match), Flag("PermitTTY", "yes", Match), Flag("PermitUserRC", "yes", Match),
        Flag("PubkeyAuthentication", "yes", Match), Flag("RefuseConnection", "no", Match), Flag("StreamLocalBindUnlink", "no", Match), Flag("X11Forwarding", "no", Match),
        Flag("X11UseLocalhost", "yes", Match),
        Flag("GSSAPICleanupCredentials", "yes"), Flag("GSSAPIStrictAcceptorCheck", "yes"), Flag("GSSAPIKeyExchange", "no"), Flag("GSSAPIStoreCredentialsOnRekey", "no"), Flag("GSSAPIDelegateCredentials", null),
        Flag("IgnoreUserKnownHosts", "no"), Flag("KerberosGetAFSToken", "no"), Flag("KerberosOrLocalPasswd", "yes"), Flag("KerberosTicketCleanup", "yes"),
        Flag("PrintLastLog", "yes"), Flag("PrintMotd", "yes"), Flag("StrictModes", "yes"), Flag("TCPKeepAlive", "yes"), Flag("UseDNS", "no"), Flag("UsePAM", "no"), Flag("DebianBanner", null),
        Number("ClientAliveCountMax", "3", Match), Number("MaxAuthTries", "6", Match), Number("MaxSessions", "10", Match), Number("RequiredRSASize", "1024", Match), Number("X11DisplayOffset", "10", Match),
        new("PerSourceMaxStartups", SshdValueKind.Number) { Combine = SshdCombine.Last, FirstSince = FirstStartups, Choices = ["none"], Default = "none" },
        new("ClientAliveInterval", SshdValueKind.Time) { InMatch = true, Default = "0" }, new("LoginGraceTime", SshdValueKind.Time) { Default = "120" },
        new("UnusedConnectionTimeout", SshdValueKind.Time) { InMatch = true, Choices = ["none"], Default = "none" },
        Word("AuthorizedKeysCommandUser", "none", Match), Word("AuthorizedPrincipalsCommandUser", "none", Match), Word("AuthorizedPrincipalsFile", "none", Match), Word("Banner", "none", Match),
        Word("ChrootDirectory", "none", Match), Word("RDomain", "none", Match), Word("TrustedUserCAKeys", "none", Match), Word("PAMServiceName", null, Match), Word("PermitUserEnvironment", "no"),
        new("RevokedKeys", SshdValueKind.Words) { InMatch = true, Default = "none" },
        Word("HostKeyAgent", "none"), Word("ModuliFile", null), Word("PidFile", null), Word("SecurityKeyProvider", "internal"), Word("XAuthLocation", null), Word("SshdSessionPath", null), Word("SshdAuthPath", null),
        new("FingerprintHash", SshdValueKind.Upper) { Combine = SshdCombine.Last, Default = "SHA256" }, new("LogLevel", SshdValueKind.Upper) { InMatch = true, Default = "INFO" },
        new("SyslogFacility", SshdValueKind.Upper) { Default = "AUTH" },
        new("StreamLocalBindMask", SshdValueKind.Word) { Combine = SshdCombine.Last, InMatch = true, Default = "0177" },
        Words("AuthenticationMethods", "any"), Words("AuthorizedKeysFile", ".ssh/authorized_keys .ssh/authorized_keys2"), Words("ChannelTimeout", null), Words("LogVerbose", null),
        Words("PermitListen", "any"), Words("PermitOpen", "any"), Words("PubkeyAuthOptions", "none"),
        new("SetEnv", SshdValueKind.List) { InMatch = true },
        new("RekeyLimit", SshdValueKind.Loose) { InMatch = true }, new("IPQoS", SshdValueKind.Loose) { InMatch = true, Combine = SshdCombine.Last, FirstSince = FirstStartups },
        new("MaxStartups", SshdValueKind.Words) { Combine = SshdCombine.Last, FirstSince = FirstStartups, Default = "10:30:100" },
        new("PerSourceNetBlockSize", SshdValueKind.Words) { Combine = SshdCombine.Last, FirstSince = FirstStartups, Default = "32:128" },
        Loose("PerSourcePenalties"), Loose("PerSourcePenaltyExemptList"), Loose("GSSAPIKexAlgorithms"),
        Loose("Ciphers"), Loose("MACs"), Loose("KexAlgorithms"), Loose("HostKeyAlgorithms"),
        Loose("CASignatureAlgorithms", Match), Loose("HostbasedAcceptedAlgorithms", Match), Loose("PubkeyAcceptedAlgorithms", Match),
        new("HostKey", SshdValueKind.Word) { Combine = SshdCombine.All }, new("HostCertificate", SshdValueKind.Word) { Combine = SshdCombine.All },
        new("ListenAddress", SshdValueKind.Loose) { Combine = SshdCombine.All }, new("Port", SshdValueKind.Number) { Combine = SshdCombine.All, Default = "22" },
        new("Subsystem", SshdValueKind.Words) { Combine = SshdCombine.All, InMatch = true },
        Rest("AuthorizedKeysCommand", Match), Rest("AuthorizedPrincipalsCommand", Match), Rest("ForceCommand", Match), Rest("VersionAddendum", !Match),
        .. "AuthorizedKeysFile2 RhostsRSAAuthentication RSAAuthentication".Split(' ').Select(name => new SshdKeyword(name, SshdValueKind.Ignored) { InMatch = true }),
        .. "AFSTokenPassing CheckMail KerberosTGTPassing KeyRegenerationInterval PAMAuthenticationViaKbdInt Protocol ReverseMappingCheck RhostsAuthentication ServerKeyBits UseLogin UsePrivilegeSeparation VerifyReverseMapping"
            .Split(' ').Select(name => new SshdKeyword(name, SshdValueKind.Ignored)),
    ];

    private static SshdKeyword Choice(string name, string? value, bool inMatch, params string[] choices) => new(name, SshdValueKind.Choice) { Choices = choices, Default = value, InMatch = inMatch };

    private static SshdKeyword Flag(string name, string? value, bool inMatch = false) => Choice(name, value, inMatch, YesNo);

    private static SshdKeyword Number(string name, string value, bool inMatch) => new(name, SshdValueKind.Number) { Default = value, InMatch = inMatch };

    private static SshdKeyword Word(string name, string? value, bool inMatch = false) => new(name, SshdValueKind.Word) { Default = value, InMatch = inMatch };

    private static SshdKeyword Words(string name, string? value) => new(name, SshdValueKind.Words) { Default = value, InMatch = true };

    private static SshdKeyword List(string name) => new(name, SshdValueKind.List) { Combine = SshdCombine.All, InMatch = true };

    private static SshdKeyword Loose(string name, bool inMatch = false) => new(name, SshdValueKind.Loose) { InMatch = inMatch };

    private static SshdKeyword Rest(string name, bool inMatch) => new(name, SshdValueKind.Rest) { InMatch = inMatch, Default = "none" };
}
